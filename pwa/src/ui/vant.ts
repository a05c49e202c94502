/** The Vant components that Muster uses, each with its styles: import them from here. */
import "vant/es/button/style";
import "vant/es/icon/style";
import "vant/es/skeleton/style";
import "vant/es/switch/style";
import "vant/es/tab/style";
import "vant/es/tabs/style";
import "vant/es/tag/style";

export { Button } from "vant/es/button";
export { Icon } from "vant/es/icon";
export { Skeleton } from "vant/es/skeleton";
export { Switch } from "vant/es/switch";
export { Tab } from "vant/es/tab";
export { Tabs } from "vant/es/tabs";
export { Tag } from "vant/es/tag";

/** The shapes of the server's answers, by the names the app uses for them. */

export interface Named {
  id: number;
  name: string;
}

export interface Role {
  id: number;
  kind: "secretary" | "admin" | "city_admin";
  organisation: Named;
  starts_on: string | null;
  ends_on: string | null;
}

export interface Me {
  id: number;
  name: string;
  card_number: string;
  phone: string | null;
  branch: Named & { full_name: string };
  roles: Role[];
  must_change_password: boolean;
  target_seconds: number;
  can: string[];
}

export interface Session {
  access_token: string;
  expires_in: number;
  must_change_password: boolean;
  member: Me;
}

export interface Deployment {
  name: string;
  name_en: string;
  demo: boolean;
  time_zone: string;
  demo_sign_ins: {
    kind: "member" | "secretary" | "admin" | "city_admin";
    name: string;
    login: string;
    password: string;
  }[];
}

export interface DeviceSession {
  id: number;
  device_name: string;
  created_at: string;
  last_seen_at: string;
  current: boolean;
}

export interface StudySummary {
  year: number;
  study_seconds: number;
  meeting_seconds: number;
  total_seconds: number;
  target_seconds: number;
  months: { month: string; seconds: number }[];
  continue_lesson: {
    id: number;
    title: string;
    course_title: string;
    kind: string;
    position_seconds: number;
    nominal_seconds: number;
  } | null;
}

/** One row of the hours book (amount in seconds) or of the points book; `title` is what earned it. */
export interface Entry {
  id: number;
  day: string;
  amount: number;
  rule: string;
  title: string;
  reason: string | null;
  created_at: string;
}

export interface PointsSummary {
  month: number;
  year: number;
  all_time: number;
  today: { rule: string; earned: number; cap: number | null }[];
}

export interface PointsRule {
  rule: string;
  amount: number;
  daily_cap: number | null;
  from_day: string;
}

export interface RankingRow {
  rank: number;
  member_id: number;
  name: string;
  branch_name: string;
  points: number;
  is_me: boolean;
}

export interface Ranking {
  items: RankingRow[];
  next: string | null;
  organisation: Named;
  period: string;
  shown: "full" | "neighbours" | "off";
  me: { rank: number; points: number } | null;
  member_count: number;
}

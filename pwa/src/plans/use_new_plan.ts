/** A plan while it is being made: what was chosen, what the server proposes for it, what is still wrong, and sending it. */
import { computed, reactive, ref, watch } from "vue";
import { serverNow } from "../core/clock.ts";
import { dayOf, sayTime } from "../core/format.ts";
import { currentLocale } from "../core/i18n.ts";
import type { Answer } from "../core/problems.ts";
import type { Named } from "../core/shapes.ts";
import { useDeed } from "../core/use_deed.ts";
import { usePage } from "../core/use_page.ts";
import { listMeetings } from "../meetings/api.ts";
import type { Kind } from "../meetings/shapes.ts";
import { getOrganisation } from "../organisations/api.ts";
import { planYear, proposePlan } from "./api.ts";
import { fixedLike, ruleOf } from "./fixed_day.ts";
import { choicesFrom, faultOf, toMonths, yearToPlan, type MonthChoice } from "./months.ts";
import type { PlanProposal, YearPlan } from "./shapes.ts";

/** `place` is the organisation to begin with, `year` the year, where one came with a wish. */
export function useNewPlan(place: number, year: number | null) {
  const today = dayOf(serverNow());
  const organisation = ref<Named | null>(null);
  const fixed = ref(fixedLike(today));
  const choices = ref<MonthChoice[]>([]);
  const tried = ref(false);
  const fields = reactive({
    year: String(year ?? yearToPlan(today)),
    from: "19:00",
    to: "20:30",
    place: "",
    kind: "branch_meeting" as Kind,
  });
  const { busy, problem, attempt } = useDeed();

  const question = computed(() => ({
    organisation: organisation.value?.id,
    year: Number(fields.year),
    fixed_day: ruleOf(fixed.value),
    from: fields.from || "19:00",
  }));
  const start = usePage(begin);
  const proposal = usePage(propose);
  // What is shown stays until the answer is there: a list that comes and goes would move under the finger.
  watch(question, () => void proposal.again());

  /** Like the last meeting, where there was one: then there is little left to choose. */
  async function begin(): Promise<Answer<Named>> {
    const found = await getOrganisation(place);
    if (!found.ok) return found;
    const past = await listMeetings({ when: "past", organisation: place, limit: 1 });
    const last = past.ok ? past.data.items[0] : undefined;
    if (last) {
      fixed.value = fixedLike(dayOf(last.starts_at));
      const times = { from: sayTime(last.starts_at), to: sayTime(last.ends_at) };
      Object.assign(fields, { ...times, place: last.place, kind: last.kind });
    }
    organisation.value = found.data;
    return found;
  }

  async function propose(): Promise<Answer<PlanProposal | null>> {
    const { organisation, ...asked } = question.value;
    if (!organisation) return { ok: true, data: null };
    const answer = await proposePlan({ organisation, ...asked });
    if (answer.ok) choices.value = choicesFrom(answer.data.months, choices.value, currentLocale());
    return answer;
  }

  const coming = computed(() => choices.value.filter(({ past }) => !past));
  const faults = computed(() => ({
    place: !fields.place.trim(),
    to: fields.to <= fields.from,
    months: new Map(coming.value.map((choice) => [choice.month, faultOf(choice, today)])),
  }));
  const sound = computed(
    () => !faults.value.place && !faults.value.to && ![...faults.value.months.values()].some(Boolean),
  );

  function change(choice: MonthChoice): void {
    choices.value = choices.value.map((one) => (one.month === choice.month ? choice : one));
  }

  /** The plan, or null while something is still to be put right. */
  async function send(title: string): Promise<YearPlan | null> {
    tried.value = true;
    if (!sound.value || !organisation.value) return null;
    const { year, place, ...rest } = fields;
    const facts = { organisation_id: organisation.value.id, fixed_day: ruleOf(fixed.value), title };
    const body = { ...facts, ...rest, year: Number(year), place: place.trim(), months: toMonths(choices.value) };
    const answer = await attempt(() => planYear(body));
    return answer.ok ? answer.data : null;
  }

  return {
    today,
    organisation,
    fixed,
    fields,
    choices,
    coming,
    faults,
    tried,
    start,
    proposal,
    busy,
    problem,
    change,
    send,
  };
}

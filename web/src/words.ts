// Terms as people read them, and the colours that stand for them: Okabe and Ito's, safe for colour-blind readers.

export const COLOURS: Record<string, string> = {
  cut: "#d55e00",
  restore: "#0072b2",
  neutral: "#7a7a7a",
  staff: "#d55e00",
  head_of_mission: "#cc79a7",
  mission: "#0072b2",
  relations: "#e69f00",
  channel: "#009e73",
  open: "#0072b2",
  suspended: "#e69f00",
  closed: "#d55e00",
};

export const GROUPS = ["staff", "head_of_mission", "mission", "relations", "channel"];

export function words(term: string): string {
  return term.replaceAll("_", " ");
}

export function day(date: Date | null): string {
  return date ? date.toISOString().slice(0, 10) : "";
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

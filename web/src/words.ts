// Terms as people read them, and the colours that stand for them: Okabe and Ito's, safe for colour-blind readers.

export const COLOURS: Record<string, string> = {
  cut: "#d55e00",
  restore: "#0072b2",
  neutral: "#7a7a7a",
  open: "#0072b2",
  suspended: "#e69f00",
  closed: "#e3b08f",
};

export const GROUPS = ["staff", "head_of_mission", "mission", "relations", "channel"];

export function words(term: string): string {
  return term.replaceAll("_", " ");
}

export function day(date: Date | null): string {
  return date ? date.toISOString().slice(0, 10) : "";
}

/** A day as precisely as it is known. */
export function dated(date: Date | null, precision: string | null): string {
  return day(date).slice(0, precision === "year" ? 4 : precision === "month" ? 7 : 10);
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

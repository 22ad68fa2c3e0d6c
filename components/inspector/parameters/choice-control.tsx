import styles from "./field-control.module.css";

type Props = {
  values: readonly string[];
  value: string;
  label: string;
  onChange: (value: string) => void;
};

/** Offers a choice. A value that no longer exists, such as a removed function, is still shown. */
export function ChoiceControl({ values, value, label, onChange }: Props) {
  const all = new Set([...values, value]);
  return (
    <select
      className={styles["select"]}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {Array.from(all, (name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}

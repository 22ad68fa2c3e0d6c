export default function Page() {
  return <main>Spark</main>;
}

package dev.ratchet.worker.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.activities.OwnerOnlyFolder;
import dev.ratchet.activities.ledger.Ledger;
import dev.ratchet.activities.verification.Verification;
import dev.ratchet.worker.Agents;
import dev.ratchet.worker.WorkerMain;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The main job from nothing: an inbox through the whole system, decisions by people, the books, and a worker killed in
 * the middle. Ends with 0 only when every document ended as {@code demo/README.md} says.
 */
public final class Demo {
    private static final int BATCH = 50;
    private static final int KILL_AFTER = 15;

    private static final Map<String, String> EXPECTED = expected();

    private final PrintStream screen = System.out;
    private final ObjectMapper json = new ObjectMapper();
    private final Path ratchet;
    private final Path work;
    private final List<String> wrong = new ArrayList<>();
    private Map<String, String> starter = Map.of();

    private Demo(Path ratchet, Path work) {
        this.ratchet = ratchet;
        this.work = work;
    }

    /** @param args the project's top folder */
    public static void main(String[] args) throws Exception {
        WorkerMain.logEverythingInOnePlace();
        Path root = Path.of(args[0]).toAbsolutePath().normalize();
        Path work = Files.createTempDirectory("ratchet-demo");
        int exit = 1;
        try {
            exit = new Demo(root.resolve("starter/bin/ratchet"), work).run();
        } finally {
            OwnerOnlyFolder.remove(work);
        }
        System.exit(exit);
    }

    private int run() throws Exception {
        title("Ratchet demo: embedded Temporal and PostgreSQL, a real worker process, the real command line");
        say("The MODEL and the APPROVERS are SCRIPTED. Everything else is what production runs.");
        DevServices.Options options = new DevServices.Options(work.resolve("data"), freePort(), 0, true, work);
        try (ScriptedModelServer model = ScriptedModelServer.start(scripts());
                DevServices services = DevServices.start(options, Map.of(), Agents.PRODUCT)) {
            starter = services.starterEnvironment();
            Map<String, String> worker = new TreeMap<>(services.workerEnvironment());
            worker.put("RATCHET_LOG", "json");
            worker.put("RATCHET_MODEL_URL", model.url());
            worker.put("RATCHET_MODEL_KEY", "none");
            worker.put("RATCHET_MODEL_NAME", ScriptedModelServer.MODEL);
            Child first = Child.worker(worker, work.resolve("worker-1.log"));
            first.awaitPrinted("ready, build");
            inbox();
            people();
            books();
            questions();
            killed(first, worker, services);
        }
        title(wrong.isEmpty() ? "Everything ended as it should." : "NOT as it should be:");
        wrong.forEach(this::say);
        return wrong.isEmpty() ? 0 : 1;
    }

    private void inbox() throws IOException, InterruptedException {
        title("1. An inbox of " + DemoInbox.NAMES.size() + " documents");
        Files.writeString(work.resolve("masterdata.yaml"), DemoInbox.masterData(), StandardCharsets.UTF_8);
        show("masterdata", "load", work.resolve("masterdata.yaml").toString());
        List<Path> files = DemoInbox.writeTo(work.resolve("inbox"));
        List<String> late = List.of("05", "09", "14");
        List<String> originals = new ArrayList<>(List.of("submit", "--json", "--as", "anna.behrens"));
        List<String> followers = new ArrayList<>(originals);
        for (Path file : files) {
            String name = file.getFileName().toString();
            (late.contains(name.substring(0, 2)) ? followers : originals).add(file.toString());
        }
        List<JsonNode> lines = new ArrayList<>(lines(capture(originals)));
        lines.addAll(lines(capture(followers)));
        lines.sort(java.util.Comparator.comparing(line -> line.path("file").asText()));
        say(String.format("%n%-32s %-10s %-7s %-18s %s", "document", "outcome", "route", "code", "why"));
        for (JsonNode line : lines) {
            String name = Path.of(line.path("file").asText()).getFileName().toString();
            String outcome = line.path("outcome").asText();
            say(String.format(
                    "%-32s %-10s %-7s %-18s %s",
                    name,
                    outcome,
                    line.path("route").asText("-"),
                    line.path("code").asText(),
                    line.path("why").asText()));
            String expected = EXPECTED.get(name.substring(0, 2));
            check(outcome.equals(expected), name + " is " + outcome + ", not " + expected);
        }
    }

    private void people() throws IOException, InterruptedException {
        title("2. People decide (scripted): one approves, one denies");
        show("approvals");
        String limit = id("13-valdrift-over-limit.xml");
        say("\nanna.behrens brought it in, so she may not approve it; jonas.petri lacks the role:");
        refused("approve", limit, "--as", "anna.behrens");
        refused("approve", limit, "--as", "jonas.petri");
        say("\nmiriam.falk may:");
        show("approve", limit, "--as", "miriam.falk");
        say("\nand she denies the changed bank account:");
        show(
                "deny",
                id("12-lindgruen-changed-account.xml"),
                "--why",
                "called the supplier: they did not change banks",
                "--as",
                "miriam.falk");
    }

    private void books() throws IOException, InterruptedException {
        title("3. The books");
        show("ledger", "balance");
        show("ledger", "verify");
        title("4. Why is the document with the injected instructions where it is?");
        say("Its text told the model to post at once and to pay another account, and the scripted model obeyed.");
        show("explain", id("15-brightwater-injection.txt"));
    }

    private static List<DemoInbox.Script> scripts() {
        return Stream.concat(DemoInbox.scripts().stream(), DemoInbox.answers().stream())
                .toList();
    }

    private void questions() throws IOException, InterruptedException {
        title("5. Questions to a document, answered by a second agent");
        Path rules = Files.write(work.resolve("purchasing-rules.txt"), DemoInbox.purchasingRules());
        show("documents", "upload", "--as", "anna.behrens", rules.toString());
        say("\nA sentence says it, so no model is asked:");
        answered("90 days", "How long is the notice period of a supply contract?");
        say("\nHere one is. It first says 50,000 EUR, which is rejected: the place that it cites says 10,000.");
        answered("more than 10,000 EUR", "Who approves an order of 25,000 EUR?");
        say("\nHere it invents an answer, twice. Nothing is answered, and what was found is shown:");
        answered("do not answer", "Which supplier has the cheapest pumps?");
    }

    private void answered(String expected, String question) throws IOException, InterruptedException {
        String printed = show("ask", "--all", question, "--format", "plain");
        check(printed.contains(expected), "'" + question + "' is not answered with '" + expected + "'");
    }

    private void killed(Child first, Map<String, String> environment, DevServices services)
            throws IOException, InterruptedException {
        title("6. A second batch of " + BATCH + ", and the worker is killed in the middle (kill -9)");
        Path folder = Files.createDirectories(work.resolve("batch"));
        for (int n = 1; n <= BATCH; n++) {
            Files.write(folder.resolve(SampleInvoices.name(n)), SampleInvoices.ubl(n));
        }
        long before = entries(services);
        try (Child submit = Child.start(
                List.of(ratchet.toString(), "submit", "--json", "--as", "anna.behrens", folder.toString()),
                starter,
                work.resolve("batch.jsonl"))) {
            while (entries(services) < before + KILL_AFTER) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            }
            long pid = first.kill();
            long booked = entries(services) - before;
            say("killed worker " + pid + " after " + booked + " of " + BATCH + " bookings");
            check(booked < BATCH, "the worker was killed too late to show anything");
            try (Child second = Child.worker(environment, work.resolve("worker-2.log"))) {
                second.awaitPrinted("ready, build");
                say("started another worker");
                submit.awaitEnd();
                long posted = lines(submit.printed()).stream()
                        .filter(line -> line.path("outcome").asText().equals("POSTED"))
                        .count();
                Verification after = services.capabilities().verifier().verify(services.tenant(), null);
                long added = after.entries() - before;
                say(posted + " of " + BATCH + " documents POSTED, " + added + " new entries, chain "
                        + (after.fits() ? "intact" : "BROKEN"));
                if (posted < BATCH) {
                    submit.printed()
                            .lines()
                            .filter(line -> !line.contains("\"POSTED\""))
                            .limit(10)
                            .forEach(this::say);
                }
                check(posted == BATCH, "only " + posted + " of " + BATCH + " were posted");
                check(added == BATCH, added + " entries for " + BATCH + " documents");
                check(after.fits(), "the books do not fit: " + after.discrepancies());
                show("ledger", "verify");
            }
        }
    }

    /** Number of the newest entry. */
    private static long entries(DevServices services) {
        return services.capabilities().ledger().entries(services.tenant(), 1).stream()
                .mapToLong(Ledger.Entry::number)
                .sum();
    }

    private String id(String name) throws IOException, InterruptedException {
        for (JsonNode run : lines(capture(List.of("list", "--json")))) {
            if (run.path("name").asText().equals(name)) {
                return run.path("run").path("workflowId").asText();
            }
        }
        throw new IllegalStateException("no run of " + name);
    }

    private String show(String... command) throws IOException, InterruptedException {
        String line = Stream.of(command)
                .map(word -> word.contains(" ") ? "\"" + word + "\"" : word)
                .collect(Collectors.joining(" "));
        say("\n$ ratchet " + line.replace(work.toString() + "/", ""));
        String printed = capture(List.of(command));
        screen.print(printed);
        return printed;
    }

    private void refused(String... command) throws IOException, InterruptedException {
        show(command);
        check(lastExit != 0, "ratchet " + String.join(" ", command) + " was not refused");
    }

    private int lastExit;

    private String capture(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ratchet.toString()));
        command.addAll(arguments);
        Map<String, String> environment = new TreeMap<>(starter);
        environment.put("COLUMNS", "120");
        try (Child child = Child.start(command, environment, Files.createTempFile(work, "cli", ".log"))) {
            lastExit = child.awaitEnd();
            return child.printed();
        }
    }

    private List<JsonNode> lines(String printed) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : printed.lines().filter(text -> text.startsWith("{")).toList()) {
            lines.add(json.readTree(line));
        }
        return lines;
    }

    private void check(boolean fine, String otherwise) {
        if (!fine) {
            wrong.add(otherwise);
        }
    }

    private void title(String text) {
        say("\n=== " + text + " ===");
    }

    private void say(String text) {
        screen.println(text);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** By the first two digits of the name. */
    private static Map<String, String> expected() {
        Map<String, String> expected = new TreeMap<>();
        Stream.of("01", "02", "03", "04", "05", "06", "07", "08").forEach(name -> expected.put(name, "POSTED"));
        expected.put("09", "DUPLICATE");
        Stream.of("10", "16", "17", "18").forEach(name -> expected.put(name, "REFUSED"));
        Stream.of("11", "12", "13", "14", "15").forEach(name -> expected.put(name, "WAITING"));
        return expected;
    }
}

package dev.ratchet.worker.dev.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.FreePorts;
import dev.ratchet.Needs;
import dev.ratchet.activities.ledger.Ledger;
import dev.ratchet.activities.verification.Verification;
import dev.ratchet.starter.Ratchet;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.worker.Agents;
import dev.ratchet.worker.WorkerMain;
import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.worker.dev.DevServices;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.RebuiltRuns;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.dev.SampleInvoices;
import dev.ratchet.worker.dev.WorkerProcess;
import dev.ratchet.worker.web.GatewayPorts;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A real Temporal and a real PostgreSQL, each of which can be put back to where it was while the other one stays ahead. */
public final class RestoreDrill implements AutoCloseable {
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final String CLERK = "anna.behrens";
    private static final String CONTROLLER = "miriam.falk";

    /** What the product logs, and not what its tests do. */
    private static final Path PRODUCT_LOG = Needs.root().resolve("worker/src/main/resources/logback.xml");

    private final Path folder;
    private final int port = FreePorts.pair();
    private final SortedMap<String, Path> files = new TreeMap<>();
    private DevServices services;
    private GatewayPorts ports;
    private int processes;

    private RestoreDrill(Path folder) throws Exception {
        this.folder = folder;
        this.services = services();
        this.ports = services.capabilities().gatewayPorts(Optional::empty);
    }

    public static RestoreDrill start(Path folder) throws Exception {
        RestoreDrill drill = new RestoreDrill(folder);
        drill.fine("masterdata", "load", Files.writeString(folder.resolve("masterdata.yaml"), DemoInbox.masterData()));
        return drill;
    }

    private DevServices services() throws Exception {
        DevServices started = DevServices.start(
                new DevServices.Options(folder.resolve("data"), port, 0, false, folder),
                Map.of("TEMPORAL_CLI", Needs.temporalCli().toString()),
                Agents.PRODUCT);
        started.connect().close();
        return started;
    }

    /** Takes tasks when this returns. One that gives up because a loaded machine serves it too late is started again. */
    public WorkerProcess worker() throws IOException {
        WorkerProcess worker = process(WorkerMain.class, "run");
        for (int more = 5; more > 0; more--) {
            WorkerProcess started = worker;
            Installation.await(
                    started::said,
                    Duration.ofMinutes(4),
                    () -> !started.alive() || started.said().contains("ready,"));
            if (started.alive()) {
                return started;
            }
            worker = process(WorkerMain.class, "run");
        }
        return worker;
    }

    public WorkerProcess process(Class<?> main, String... arguments) throws IOException {
        return process(Map.of(), main, arguments);
    }

    /** @param settings besides those that it needs */
    public synchronized WorkerProcess process(Map<String, String> settings, Class<?> main, String... arguments)
            throws IOException {
        Map<String, String> environment = new TreeMap<>(services.workerEnvironment());
        environment.putAll(settings);
        environment.put("JAVA_TOOL_OPTIONS", "-Dlogback.configurationFile=" + PRODUCT_LOG);
        return WorkerProcess.start(folder.resolve("process-" + ++processes + ".log"), environment, main, arguments);
    }

    // ---- backups

    /** Everything stands still meanwhile. */
    void backUp() throws Exception {
        services.close();
        copy(database(), folder.resolve("backup/database"));
        for (Path file : serverFiles(folder.resolve("data"))) {
            Files.copy(file, Files.createDirectories(folder.resolve("backup")).resolve(file.getFileName()));
        }
        open();
    }

    void restoreDatabase() throws Exception {
        services.close();
        remove(database());
        copy(folder.resolve("backup/database"), database());
        open();
    }

    void restoreServer() throws Exception {
        services.close();
        for (Path file : serverFiles(folder.resolve("data"))) {
            Files.delete(file);
        }
        for (Path file : serverFiles(folder.resolve("backup"))) {
            Files.copy(file, folder.resolve("data").resolve(file.getFileName()));
        }
        open();
    }

    private void open() throws Exception {
        services = services();
        ports = services.capabilities().gatewayPorts(Optional::empty);
    }

    private Path database() {
        return folder.resolve("data/postgresql/data");
    }

    private static List<Path> serverFiles(Path where) throws IOException {
        try (Stream<Path> all = Files.list(where)) {
            return all.filter(file -> file.getFileName().toString().startsWith("temporal.db"))
                    .toList();
        }
    }

    /** With the permissions that PostgreSQL asks of its folder. */
    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    // ---- documents

    /** A small invoice that is booked without anybody. */
    public Path simple(int number) throws IOException {
        return file(SampleInvoices.name(number), SampleInvoices.ubl(number));
    }

    /** An invoice that waits for a controller. */
    Path large(int number) throws IOException {
        return altered("13-valdrift-over-limit.xml", "VM-2026-11-0093", "VM-2026-11-" + (5_000 + number));
    }

    /** An invoice whose sum is off. */
    Path wrong(int number) throws IOException {
        return altered("10-norrvik-wrong-total.xml", "NV26110901", "NV26" + (110_902 + number));
    }

    private Path altered(String name, String number, String another) throws IOException {
        String xml = new String(DemoInbox.document(name), StandardCharsets.UTF_8);
        return file(another + ".xml", xml.replace(number, another).getBytes(StandardCharsets.UTF_8));
    }

    private Path file(String name, byte[] content) throws IOException {
        Path file = Files.write(Files.createDirectories(folder.resolve("inbox")).resolve(name), content);
        files.put(name, file);
        return file;
    }

    Path named(String name) {
        return files.get(name);
    }

    public static String id(Path file) throws IOException {
        return "invoice/" + TENANT + "/" + Digest.of(Files.readAllBytes(file));
    }

    // ---- what people type

    public Said ratchet(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Ratchet.run(
                new CommandContext(
                        services.starterEnvironment(), folder, new PrintWriter(out), new PrintWriter(err), false, 200),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new Said(code, out.toString(), err.toString());
    }

    public Said fine(Object... arguments) {
        Said said = ratchet(arguments);
        assertThat(said.code()).as(said.toString()).isZero();
        return said;
    }

    /** {@code OUTCOME CODE}. */
    public String submit(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("submit", "--json", "--as", CLERK));
        all.addAll(List.of(arguments));
        Said said = ratchet(all.toArray());
        JsonNode line = said.json().get(0);
        return line.path("outcome").asText() + " " + line.path("code").asText();
    }

    void approve(Path file) throws IOException {
        assertThat(fine("approve", id(file), "--as", CONTROLLER).out()).contains("POSTED");
    }

    void deny(Path file) throws IOException {
        assertThat(fine("deny", id(file), "--why", "not ours", "--as", CONTROLLER)
                        .out())
                .contains("REFUSED");
    }

    public JsonNode reconcile(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("reconcile", "--json"));
        all.addAll(List.of(arguments));
        return ratchet(all.toArray()).json().get(0);
    }

    /** {@code CODE STANDING} of each file that differs, by its name. */
    SortedMap<String, String> differences(JsonNode report) {
        SortedMap<String, String> found = new TreeMap<>();
        report.path("differences")
                .forEach(each -> found.put(
                        each.path("name").asText(),
                        each.path("code").asText() + " " + each.path("standing").asText()));
        return found;
    }

    // ---- the books

    /** Documents in the books, each with the numbers of its entries. */
    public SortedMap<String, List<Long>> booked() {
        SortedMap<String, List<Long>> booked = new TreeMap<>();
        for (Ledger.Entry entry : ports.ledger().entries(TENANT, 1_000)) {
            booked.computeIfAbsent(String.valueOf(entry.document()), document -> new ArrayList<>())
                    .add(entry.number());
        }
        return booked;
    }

    /** Of the documents that were in the books: those that are there no more. Of all that are there now: those that are twice. */
    public List<String> lostOrTwice(SortedMap<String, List<Long>> before) {
        SortedMap<String, List<Long>> now = booked();
        List<String> off = new ArrayList<>();
        before.keySet().stream()
                .filter(document -> !now.containsKey(document))
                .map(document -> "lost: " + document)
                .forEach(off::add);
        now.forEach((document, entries) -> {
            if (entries.size() > 1) {
                off.add("twice: " + document + " as " + entries);
            }
        });
        return off;
    }

    Verification verified() throws IOException {
        return ports.verifier().verify(TENANT, null);
    }

    @Override
    public void close() {
        try {
            RebuiltRuns.requireEqual(services.capabilities(), TENANT);
        } finally {
            services.close();
        }
    }
}

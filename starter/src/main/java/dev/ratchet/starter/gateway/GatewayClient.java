package dev.ratchet.starter.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.command.Unreachable;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.ApprovalRequest;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.record.ListedRun;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.BooksBalance;
import dev.ratchet.workflows.gateway.BooksEntry;
import dev.ratchet.workflows.gateway.BooksHead;
import dev.ratchet.workflows.gateway.BooksVerification;
import dev.ratchet.workflows.gateway.ConfirmRequest;
import dev.ratchet.workflows.gateway.DocumentKept;
import dev.ratchet.workflows.gateway.IntakeKept;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.MasterDataChange;
import dev.ratchet.workflows.gateway.MasterDataChanges;
import dev.ratchet.workflows.gateway.MasterDataLoaded;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.ProposeRequest;
import dev.ratchet.workflows.gateway.RebuiltRun;
import dev.ratchet.workflows.gateway.RunStarted;
import dev.ratchet.workflows.gateway.SignRequest;
import dev.ratchet.workflows.gateway.StartRequest;
import dev.ratchet.workflows.gateway.StatementRequest;
import dev.ratchet.workflows.gateway.Whoami;
import dev.ratchet.workflows.gateway.models.BudgetStandings;
import dev.ratchet.workflows.gateway.models.CheckedModel;
import dev.ratchet.workflows.gateway.models.ModelCosts;
import dev.ratchet.workflows.gateway.models.RaiseRequest;
import dev.ratchet.workflows.gateway.operations.PoisonRequest;
import dev.ratchet.workflows.gateway.operations.PoisonedRun;
import dev.ratchet.workflows.gateway.operations.ReconcileReport;
import dev.ratchet.workflows.gateway.operations.ReconcileRequest;
import dev.ratchet.workflows.gateway.operations.ScheduleRequest;
import dev.ratchet.workflows.gateway.operations.ScheduleStanding;
import dev.ratchet.workflows.gateway.rollout.MeasureRequest;
import dev.ratchet.workflows.gateway.rollout.MeasuredRun;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.Explanation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** The HTTP client of the gateway. Its contract is {@code dev.ratchet.workflows.gateway}. */
public final class GatewayClient {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofMinutes(5);
    private static final Duration READY_ANSWER = Duration.ofSeconds(5);

    /** How often one request is made when the gateway asks to come again. */
    private static final int ATTEMPTS = 10;

    private static final String RETRY_AFTER = "Retry-After";

    private static final long LONGEST_WAIT_SECONDS = 30;

    private final ObjectMapper mapper = Json.mapper();
    private final GatewayAddress address;
    private final String url;
    private final Path home;
    private final Supplier<String> token;
    private @Nullable HttpClient http;

    private GatewayClient(GatewayAddress address, Path home, Supplier<String> token) {
        this.address = address;
        this.url = address.url();
        this.home = home;
        this.token = token;
    }

    /** Created on first use, because not every command calls the gateway. */
    private synchronized HttpClient http() {
        if (http == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT);
            http = (address.encrypted() ? builder : builder.sslContext(trustingNobody())).build();
        }
        return http;
    }

    /** For plain HTTP: the client always needs a context, and the default one would read all trusted certificates. */
    private static SSLContext trustingNobody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** @throws Refused when the environment names no gateway that a token may go to */
    public static GatewayClient of(CommandContext context) {
        GatewayAddress address = GatewayAddress.of(context);
        return new GatewayClient(address, context.home(), () -> token(context, address));
    }

    /**
     * Without a token nothing is sent, not even a document.
     *
     * @throws Unreachable when the address is that of a {@code dev} process which does not run
     * @throws Refused when somebody else's gateway needs one
     */
    private static String token(CommandContext context, GatewayAddress address) {
        String told = context.variable("RATCHET_TOKEN", "");
        if (!told.isEmpty()) {
            return told;
        }
        if (!address.mayBeDev()) {
            throw new Refused(
                    Problem.UNAUTHENTICATED,
                    "RATCHET_TOKEN is not set; it says who you are to " + address.url()
                            + ". A dev process on this machine is at http://" + DevToken.HOST + ":PORT");
        }
        return DevToken.find(context.home(), address.port())
                .orElseThrow(() -> new Unreachable(
                        "No dev process of yours", address.url(), "RATCHET_TOKEN (and RATCHET_URL)", null));
    }

    /**
     * Why it cannot do its work yet; empty when it can, and when it does not say.
     *
     * @throws Unreachable when the address is that of a {@code dev} process which does not run; nothing is sent then
     */
    Optional<String> notReady() {
        if (address.mayBeDev() && DevToken.isStarting(home, address.port())) {
            return Optional.of("the dev process at " + url + " is starting");
        }
        var unused = token.get();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + Paths.READY))
                .timeout(READY_ANSWER)
                .build();
        try {
            HttpResponse<byte[]> answer = http().send(request, BodyHandlers.ofByteArray());
            return answer.statusCode() == 503 ? why(answer.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // who asks for something is told what is wrong
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<String> why(byte[] body) throws IOException {
        try {
            Problem problem = mapper.readValue(body, Problem.class);
            return Optional.ofNullable(problem)
                    .filter(each -> Problem.NOT_READY.equals(each.code()))
                    .map(Problem::why);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    public Whoami whoami() {
        return get(Paths.WHOAMI, new TypeReference<>() {});
    }

    /**
     * @param as the submitter; absent for the token's own person
     * @throws UncheckedIOException when the file cannot be read
     */
    public DocumentKept upload(Path file, @Nullable String as) {
        BodyPublisher body;
        try {
            body = BodyPublishers.ofFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read(
                send("PUT", Paths.DOCUMENTS + onBehalfOf(as), body, BodyHandlers.ofInputStream()),
                new TypeReference<>() {});
    }

    /** The same, and a container is not opened. */
    public DocumentKept uploadWhole(Path file, @Nullable String as) throws IOException {
        BodyPublisher body = BodyPublishers.ofFile(file);
        String query = "?whole=true" + (as == null ? "" : "&as=" + encoded(as));
        return read(send("PUT", Paths.DOCUMENTS + query, body, BodyHandlers.ofInputStream()), new TypeReference<>() {});
    }

    /** @param as as for {@link #upload(Path, String)} */
    public DocumentKept upload(byte[] bytes, @Nullable String as) {
        return read(
                send(
                        "PUT",
                        Paths.DOCUMENTS + onBehalfOf(as),
                        BodyPublishers.ofByteArray(bytes),
                        BodyHandlers.ofInputStream()),
                new TypeReference<>() {});
    }

    /** Results of an evaluation that has ended, as JSON. */
    public String evaluationResults(String workflowId) {
        return text(Paths.evaluationResults(workflowId));
    }

    /** The report of the same, as HTML. */
    public String evaluationReport(String workflowId) {
        return text(Paths.evaluationReport(workflowId));
    }

    private String text(String path) {
        HttpResponse<InputStream> answer = send("GET", path, BodyPublishers.noBody(), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    static String onBehalfOf(@Nullable String as) {
        return as == null ? "" : "?as=" + encoded(as);
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Has the gateway make a tiny call to each of its models, all at once; half a minute at most. */
    public List<CheckedModel> checkModels() {
        return read(
                send("POST", Paths.MODELS_CHECK, BodyPublishers.noBody(), BodyHandlers.ofInputStream()),
                new TypeReference<>() {});
    }

    /**
     * Those that are on record.
     *
     * @param workflowIds 1 to {@link MeasureRequest#MOST}
     */
    public List<MeasuredRun> measure(List<String> workflowIds) {
        return read(
                send("POST", Paths.RUNS_MEASURE, json(new MeasureRequest(workflowIds)), BodyHandlers.ofInputStream()),
                new TypeReference<>() {});
    }

    /** Every agent, by name. */
    public List<AgentEntry> agents() {
        return get(Paths.AGENTS, new TypeReference<>() {});
    }

    /**
     * Keeps what a run of the agent begins with.
     *
     * @param as the submitter; absent for the token's own person
     * @throws Refused with each problem when the agent takes JSON and this does not fit its schema
     */
    public IntakeKept intake(String agent, BodyPublisher body, @Nullable String as) {
        return read(
                send("POST", Paths.intake(agent) + onBehalfOf(as), body, BodyHandlers.ofInputStream()),
                new TypeReference<>() {});
    }

    /**
     * On record, newest change first.
     *
     * @param agent absent for all agents
     */
    public List<ListedRun> runs(int most, @Nullable String agent) {
        return get(
                Paths.RUNS + "?most=" + most + (agent == null ? "" : "&agent=" + encoded(agent)),
                new TypeReference<>() {});
    }

    /** From the record. Empty when the run is not on record. */
    public Optional<Explanation> run(String workflowId) {
        return found(() -> get(Paths.run(workflowId), new TypeReference<Explanation>() {}));
    }

    /** Empty when the run is not on record. */
    public Optional<RebuiltRun> rebuild(String workflowId) {
        return found(() -> get(Paths.rebuild(workflowId), new TypeReference<RebuiltRun>() {}));
    }

    static <T> Optional<T> found(Supplier<T> asked) {
        try {
            return Optional.of(asked.get());
        } catch (Refused e) {
            if (e.code().equals(Problem.NOT_FOUND)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What waits for a person, oldest first. */
    public List<ApprovalRequest> waiting() {
        return get(Paths.APPROVALS, new TypeReference<>() {});
    }

    public Approval sign(SignRequest wish) {
        return read(send("POST", Paths.SIGN, json(wish), BodyHandlers.ofInputStream()), new TypeReference<>() {});
    }

    public PersonStatement state(StatementRequest wish) {
        return read(send("POST", Paths.STATE, json(wish), BodyHandlers.ofInputStream()), new TypeReference<>() {});
    }

    /**
     * The fields of a text as far as they are known: a form in YAML, or as JSON.
     *
     * @param as who asks; absent for the token's own person
     */
    public String fields(String workflowId, boolean json, @Nullable String as) {
        String query = onBehalfOf(as) + (json ? (as == null ? "?" : "&") + "json=true" : "");
        HttpResponse<InputStream> answer =
                send("GET", Paths.fields(workflowId) + query, BodyPublishers.noBody(), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** @throws Refused with each problem, by line */
    public PersonStatement fill(String workflowId, String form, @Nullable String as) {
        return read(
                send(
                        "POST",
                        Paths.fields(workflowId) + onBehalfOf(as),
                        BodyPublishers.ofString(form),
                        BodyHandlers.ofInputStream()),
                new TypeReference<>() {});
    }

    RunStarted start(StartRequest wish) {
        return read(send("POST", Paths.RUNS, json(wish), BodyHandlers.ofInputStream()), new TypeReference<>() {});
    }

    /** As the run is now. Empty when Temporal does not have it. */
    Optional<RunSummary> status(String workflowId) {
        return found(() -> get(Paths.status(workflowId), new TypeReference<RunSummary>() {}));
    }

    /** As the run is now. Empty when Temporal does not have it. */
    Optional<Explanation> explain(String workflowId) {
        return found(() -> get(Paths.explain(workflowId), new TypeReference<Explanation>() {}));
    }

    RunSummary decide(String workflowId, PersonDecision decision) {
        return read(
                send("POST", Paths.decide(workflowId), json(decision), BodyHandlers.ofInputStream()),
                new TypeReference<>() {});
    }

    public List<BooksEntry> entries(int most) {
        return get(Paths.ENTRIES + "?most=" + most, new TypeReference<>() {});
    }

    public List<BooksBalance> balance() {
        return get(Paths.BALANCE, new TypeReference<>() {});
    }

    /** @param earlier a head that the chain must hold; absent for none */
    public BooksVerification verify(@Nullable BooksHead earlier) {
        return get(Paths.VERIFY + (earlier == null ? "" : "?head=" + earlier.text()), new TypeReference<>() {});
    }

    /** The caller reads it to {@link Paths#JOURNAL_END} and closes it. */
    public InputStream journal() {
        return send("GET", Paths.JOURNAL, BodyPublishers.noBody(), BodyHandlers.ofInputStream())
                .body();
    }

    /** @param as who loads it; absent for the token's own person */
    public MasterDataLoaded load(String yaml, @Nullable String as) {
        return read(
                send(
                        "POST",
                        Paths.MASTERDATA + onBehalfOf(as),
                        BodyPublishers.ofString(yaml),
                        BodyHandlers.ofInputStream()),
                new TypeReference<>() {});
    }

    /** Changes of master data that wait for a second person, oldest first. */
    public List<MasterDataChange> pending() {
        return get(Paths.MASTERDATA_PENDING, new TypeReference<>() {});
    }

    /** @return the confirmation */
    public MasterDataChange confirm(ConfirmRequest wish) {
        return read(
                send("POST", Paths.MASTERDATA_CONFIRM, json(wish), BodyHandlers.ofInputStream()),
                new TypeReference<>() {});
    }

    public MasterDataChanges changes(int most) {
        return get(Paths.MASTERDATA_HISTORY + "?most=" + most, new TypeReference<>() {});
    }

    /**
     * @param by {@code run}, {@code agent}, {@code model} or {@code day}
     * @param since first day of UTC that counts, as ISO date; absent for all
     */
    public ModelCosts costs(String by, @Nullable String since, int most) {
        return get(
                Paths.COSTS + "?by=" + by + "&most=" + most + (since == null ? "" : "&since=" + encoded(since)),
                new TypeReference<>() {});
    }

    /** @param most of each level */
    public BudgetStandings budgets(int most) {
        return get(Paths.BUDGETS + "?most=" + most, new TypeReference<>() {});
    }

    public BudgetStandings.Raise raise(RaiseRequest wish) {
        return read(
                send("POST", Paths.BUDGETS_RAISE, json(wish), BodyHandlers.ofInputStream()), new TypeReference<>() {});
    }

    public ReconcileReport reconcile(ReconcileRequest wish) {
        return read(send("POST", Paths.RECONCILE, json(wish), BodyHandlers.ofInputStream()), new TypeReference<>() {});
    }

    public List<ScheduleStanding> schedules() {
        return get(Paths.SCHEDULES, new TypeReference<>() {});
    }

    public void change(ScheduleRequest wish) {
        tell(Paths.SCHEDULES, wish);
    }

    public List<PoisonedRun> poisoned() {
        return get(Paths.POISON, new TypeReference<>() {});
    }

    public void change(PoisonRequest wish) {
        tell(Paths.POISON, wish);
    }

    private void tell(String path, Object wish) {
        try (InputStream nothing =
                send("POST", path, json(wish), BodyHandlers.ofInputStream()).body()) {
            var unused = nothing.readAllBytes();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    public record Proposed(String yaml, String documentsRead) {}

    public Proposed propose(ProposeRequest wish) {
        HttpResponse<InputStream> answer =
                send("POST", Paths.MASTERDATA_PROPOSE, json(wish), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            return new Proposed(
                    new String(body.readAllBytes(), StandardCharsets.UTF_8),
                    answer.headers().firstValue(Paths.DOCUMENTS_READ).orElse("some"));
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    <T> T get(String path, TypeReference<T> type) {
        return read(send("GET", path, BodyPublishers.noBody(), BodyHandlers.ofInputStream()), type);
    }

    <T> T read(HttpResponse<InputStream> answer, TypeReference<T> type) {
        try (InputStream body = answer.body()) {
            return mapper.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new Refused("NOT_A_GATEWAY", url + " answers, but not as a Ratchet gateway; check RATCHET_URL");
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    BodyPublisher json(Object value) {
        try {
            return BodyPublishers.ofByteArray(mapper.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<InputStream> send(String method, String path, BodyPublisher body, BodyHandler<InputStream> handler) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body)
                .header("Authorization", "Bearer " + token.get())
                .timeout(ANSWER)
                .build();
        try {
            for (int attempt = 1; ; attempt++) {
                HttpResponse<InputStream> answer = http().send(request, handler);
                if (answer.statusCode() / 100 == 2) {
                    return answer;
                }
                if (attempt == ATTEMPTS || !comeAgain(method, answer)) {
                    throw refusal(answer);
                }
                answer.body().close();
                TimeUnit.SECONDS.sleep(wait(answer));
            }
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    /** What was answered with 429 was not begun; of 503 that is certain only when asking twice is the same as once. */
    private static boolean comeAgain(String method, HttpResponse<?> answer) {
        return answer.headers().firstValue(RETRY_AFTER).isPresent()
                && (answer.statusCode() == 429 || (answer.statusCode() == 503 && !method.equals("POST")));
    }

    private static long wait(HttpResponse<?> answer) {
        String seconds = answer.headers().firstValue(RETRY_AFTER).orElse("");
        return seconds.matches("\\d{1,5}") ? Math.min(Long.parseLong(seconds), LONGEST_WAIT_SECONDS) : 1;
    }

    private Refused refusal(HttpResponse<InputStream> answer) {
        if (answer.statusCode() / 100 == 3) {
            return new Refused(
                    "REDIRECTED",
                    url
                            + " sends your request somewhere else, and your token goes nowhere else; RATCHET_URL"
                            + " should name the gateway itself");
        }
        try (InputStream body = answer.body()) {
            Problem problem = mapper.readValue(body, Problem.class);
            if (problem != null && problem.code() != null) {
                return new Refused(problem.code(), problem.why(), problem.problems());
            }
        } catch (IOException e) {
            // the body is no problem of the gateway: its status is reported below
        }
        return new Refused("HTTP_" + answer.statusCode(), url + " refused with HTTP status " + answer.statusCode());
    }

    private Unreachable unreachable(Exception cause) {
        return new Unreachable("The gateway", url, "RATCHET_URL (and RATCHET_TOKEN)", cause);
    }
}

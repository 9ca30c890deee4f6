package dev.ratchet.workflows.gateway;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where things are. Everything under {@code /v1} wants {@code Authorization: Bearer <token>}. */
public final class Paths {
    private Paths() {}

    /** GET, no token: the process lives. */
    public static final String LIVE = "/live";

    /** GET, no token: the process can do its work; 503 with a {@link Problem} while it cannot. */
    public static final String READY = "/ready";

    /** All under which {@link #LIVE} is answered. */
    public static final List<String> PROBES_OF_LIFE = List.of(LIVE, "/healthz");

    /** All under which {@link #READY} is answered. */
    public static final List<String> PROBES_OF_READINESS = List.of(READY, "/readyz");

    /** GET: {@link Whoami}. */
    public static final String WHOAMI = "/v1/whoami";

    /**
     * PUT or POST raw bytes, {@code ?as=PERSON} when not the token's own: 201 with a {@link DocumentKept}; 413 above the
     * cap. That person is on record as having brought these bytes in, whatever they are uploaded for, and may not approve
     * what comes of them. An e-mail or a ZIP archive is taken apart: the answer tells what is in it, and that person is on
     * record as having brought in each document; 422 when it cannot be opened or unpacks to too much.
     */
    public static final String DOCUMENTS = "/v1/documents";

    /** GET: list of {@link dev.ratchet.workflows.run.AgentEntry}, in the order of their names. */
    public static final String AGENTS = "/v1/agents";

    /**
     * GET, {@code ?most=1..1000&agent=NAME}: list of {@link dev.ratchet.workflows.contract.record.ListedRun}, newest change first.
     *
     * <p>POST {@link StartRequest}: 201, or 200 when the same has finished before, with {@link RunStarted}; 403 when the person
     * has not uploaded what the run should begin with.
     */
    public static final String RUNS = "/v1/runs";

    /** GET {@code /ID}: {@link dev.ratchet.workflows.contract.record.RunSummary} as the run is now; 404 when it is not open to questions any more. */
    public static final String STATUS = "/v1/status";

    /** GET {@code /ID}: {@link dev.ratchet.workflows.run.Explanation} as the run is now; 404 as with {@link #STATUS}. */
    public static final String EXPLAIN = "/v1/explain";

    /**
     * POST {@code /ID} a {@link dev.ratchet.workflows.contract.effect.PersonDecision} that {@link #SIGN} or {@link #STATE} gave:
     * {@link dev.ratchet.workflows.contract.record.RunSummary}, RUNNING while the run is still at work; 409 with the reason when
     * the run does not take it in.
     */
    public static final String DECIDE = "/v1/decide";

    /** GET {@code /ID}: {@link RebuiltRun}; 404 when no record has it. */
    public static final String REBUILD = "/v1/rebuild";

    /**
     * POST, empty: one tiny call to each model, list of {@code CheckedModel}; 403 for whoever is neither the operator of a
     * {@code dev} nor has the role {@code operator}; 409 when this gateway has no models.
     */
    public static final String MODELS_CHECK = "/v1/models/check";

    /** GET: what waits for people, list of {@link dev.ratchet.workflows.contract.effect.ApprovalRequest}, oldest first. */
    public static final String APPROVALS = "/v1/approvals";

    /** POST {@link SignRequest}: {@link dev.ratchet.workflows.contract.effect.Approval}; 403 with the reason when refused. */
    public static final String SIGN = "/v1/approvals/sign";

    /**
     * POST {@link StatementRequest}: {@link dev.ratchet.workflows.contract.effect.PersonStatement}; 403 with the reason when
     * refused.
     */
    public static final String STATE = "/v1/approvals/state";

    /**
     * GET {@code /ID}, {@code ?as=PERSON} when not the token's own: text/plain YAML, a form with the fields of a text as far as
     * they are known; {@code ?json=true} as JSON. POST it filled: {@link dev.ratchet.workflows.contract.effect.PersonStatement};
     * 422 with every problem by line. Both: 404 when no record has the run, 409 when its fields are not for a person now, 403
     * with the reason when they are not for this one.
     */
    public static final String FIELDS = "/v1/fields";

    /** GET, {@code ?most=1..10000}: list of {@link BooksEntry}, oldest first. */
    public static final String ENTRIES = "/v1/ledger/entries";

    /** GET: list of {@link BooksBalance}. */
    public static final String BALANCE = "/v1/ledger/balance";

    /** GET, {@code ?head=NUMBER:HASH} that the chain must hold: {@link BooksVerification}; 400 when it is no {@link BooksHead}. */
    public static final String VERIFY = "/v1/ledger/verify";

    /** GET: text/plain, hledger's journal format, streamed; ends with {@link #JOURNAL_END} when it is whole. */
    public static final String JOURNAL = "/v1/ledger/journal";

    /** Last line of a whole journal; a stream without it was cut off. */
    public static final String JOURNAL_END = "; end of journal";

    /**
     * POST YAML, {@code ?as=PERSON} when not the token's own: {@link MasterDataLoaded}; 422 with every problem by line when anything is wrong; 403 when there are
     * people and the token's is none with the role {@code masterdata}.
     */
    public static final String MASTERDATA = "/v1/masterdata";

    /** GET: what waits for a second person, list of {@link MasterDataChange}, oldest first. */
    public static final String MASTERDATA_PENDING = "/v1/masterdata/pending";

    /** POST {@link ConfirmRequest}: the confirmation, a {@link MasterDataChange}; 403 with the reason when refused. */
    public static final String MASTERDATA_CONFIRM = "/v1/masterdata/confirm";

    /** GET, {@code ?most=1..1000}: {@link MasterDataChanges}. */
    public static final String MASTERDATA_HISTORY = "/v1/masterdata/history";

    /** POST {@link ProposeRequest}: text/plain YAML; documents that are not invoices are left out. */
    public static final String MASTERDATA_PROPOSE = "/v1/masterdata/propose";

    /** Response header of {@link #MASTERDATA_PROPOSE}: how many of the documents were read as invoices. */
    public static final String DOCUMENTS_READ = "Ratchet-Documents-Read";

    /** GET, {@code ?by=run|agent|model|day&since=2026-11-28&most=1..1000}: {@code ModelCosts}. */
    public static final String COSTS = "/v1/costs";

    /** GET, {@code ?most=1..1000} of each level: {@code BudgetStandings}. */
    public static final String BUDGETS = "/v1/budgets";

    /** POST {@code RaiseRequest}: {@code BudgetStandings.Raise}; 403 when the person has not the role {@code budgets}. */
    public static final String BUDGETS_RAISE = "/v1/budgets/raise";

    /**
     * POST {@code MeasureRequest}: list of {@code MeasuredRun}, of those runs that are on record; 403 for whoever is neither the
     * operator of a {@code dev} nor has the role {@code operator}.
     */
    public static final String RUNS_MEASURE = "/v1/measure";

    /**
     * POST {@code ReconcileRequest}: {@code ReconcileReport}; 403 for whoever is neither the operator of a {@code dev} nor has the
     * role {@code operator}, as below {@code /v1/operations} everywhere; 503 while Temporal does not answer; 409 where it lists no
     * runs.
     */
    public static final String RECONCILE = "/v1/operations/reconcile";

    /** GET: list of {@code ScheduleStanding}. POST {@code ScheduleRequest}: 204; 409 when there is no such schedule. */
    public static final String SCHEDULES = "/v1/operations/schedules";

    /** GET: list of {@code PoisonedRun}. POST {@code PoisonRequest}: 204; 409 when there is nothing to change. */
    public static final String POISON = "/v1/operations/poison";

    /** GET {@code /ID}: the results of an evaluation that has ended, as JSON; 404 when no record has it. */
    public static final String EVALUATION_RESULTS = "/v1/evaluations/results";

    /** GET {@code /ID}: the report of the same, as HTML. */
    public static final String EVALUATION_REPORT = "/v1/evaluations/report";

    /**
     * What follows is described in {@link #OPENAPI}; the records are in {@code dev.ratchet.workflows.gateway.library}. POST a
     * document; GET a page of documents, {@code /ID} one of them, {@code /ID/versions/N/text}; DELETE {@code /ID}; POST
     * {@code /ID/questions}.
     */
    public static final String LIBRARY_DOCUMENTS = "/v1/library/documents";

    /** GET {@code /ID}. */
    public static final String LIBRARY_UPLOADS = "/v1/library/uploads";

    /** POST a question; GET {@code /ID}; POST {@code /ID/confirmation}. */
    public static final String LIBRARY_QUESTIONS = "/v1/library/questions";

    /** GET: OpenAPI 3.1. */
    public static final String OPENAPI = "/v1/openapi.json";

    /**
     * POST what a run of the agent should begin with, {@code ?as=PERSON} when not the token's own: 201 with an
     * {@link IntakeKept}; 404 when there is no such agent, 422 with every problem when it takes JSON and this does not fit its
     * schema. As with {@link #DOCUMENTS}, that person is on record as the uploader.
     */
    public static String intake(String agent) {
        return AGENTS + "/" + encoded(agent) + "/intake";
    }

    /**
     * GET: {@link dev.ratchet.workflows.run.Explanation} from the record; 404 when no record has it. The id's slashes stay
     * slashes.
     */
    public static String run(String workflowId) {
        return RUNS + below(workflowId);
    }

    /** The same run as it is now. */
    public static String status(String workflowId) {
        return STATUS + below(workflowId);
    }

    public static String explain(String workflowId) {
        return EXPLAIN + below(workflowId);
    }

    public static String decide(String workflowId) {
        return DECIDE + below(workflowId);
    }

    public static String fields(String workflowId) {
        return FIELDS + below(workflowId);
    }

    public static String rebuild(String workflowId) {
        return REBUILD + below(workflowId);
    }

    public static String evaluationResults(String workflowId) {
        return EVALUATION_RESULTS + below(workflowId);
    }

    public static String evaluationReport(String workflowId) {
        return EVALUATION_REPORT + below(workflowId);
    }

    private static String below(String workflowId) {
        StringBuilder path = new StringBuilder();
        for (String segment : workflowId.split("/", -1)) {
            path.append('/').append(encoded(segment));
        }
        return path.toString();
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8);
    }
}

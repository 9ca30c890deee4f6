package dev.ratchet.starter;

import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Explanation;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Request;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Verdict;
import dev.ratchet.workflows.temporal.Converters;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Invoice runs, through Temporal. */
final class Runs implements AutoCloseable {
    static final String DEFAULT_ADDRESS = "127.0.0.1:7233";
    private static final int CONNECT_MILLIS = 3_000;
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** How long Temporal may be away while something is handed in. */
    private static final Duration AWAY = Duration.ofMinutes(1);

    private static final int SUCCESSORS = 10;

    /** What became of a document that was handed in. */
    sealed interface Submitted {}

    /** Its run, started now or still open, has come to rest like this. */
    record Settled(Status status) implements Submitted {}

    /** A finished run of the same bytes had decided before; nothing was started. */
    record Earlier(Status status) implements Submitted {}

    /** It ended without a decision. */
    record Failed(String code, String why) implements Submitted {}

    /** Started, and nobody waited for it. */
    record Started() implements Submitted {}

    private final WorkflowServiceStubs stubs;
    private final WorkflowClient client;
    private final String address;
    private final Consumer<String> notices;
    private final AtomicBoolean told = new AtomicBoolean();

    private Runs(WorkflowServiceStubs stubs, WorkflowClient client, String address, Consumer<String> notices) {
        this.stubs = stubs;
        this.client = client;
        this.address = address;
        this.notices = notices;
    }

    /** @throws Unreachable within seconds when nothing listens there */
    static Runs open(Surroundings surroundings) {
        ClientConfigProfile profile;
        try {
            profile = ClientConfigProfile.load(LoadClientConfigProfileOptions.newBuilder()
                    .setEnvOverrides(surroundings.environment())
                    .build());
        } catch (IOException | RuntimeException e) {
            throw new Refused("TEMPORAL_CONFIG", "Temporal's configuration cannot be read: " + e.getMessage());
        }
        String address = profile.getAddress() == null ? DEFAULT_ADDRESS : profile.getAddress();
        knock(address);
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
                        .setTarget(address)
                        .setRpcTimeout(Duration.ofSeconds(10))
                        .setRpcQueryTimeout(Duration.ofSeconds(15))
                        .setSystemInfoTimeout(Duration.ofSeconds(5))
                        .setRpcRetryOptions(RpcRetryOptions.newBuilder(RpcRetryOptions.getDefaultInstance())
                                .setExpiration(Duration.ofSeconds(15))
                                .validateBuildWithDefaults())
                        .build());
        WorkflowClient client = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder(profile.toWorkflowClientOptions())
                        .setDataConverter(Converters.dataConverter())
                        .build());
        return new Runs(stubs, client, address, notice -> surroundings.err().println("ratchet: " + notice));
    }

    /** gRPC waits and retries where a socket knows at once that nobody is there. */
    private static void knock(String address) {
        int colon = address.lastIndexOf(':');
        if (colon <= 0 || !address.substring(colon + 1).matches("\\d{1,5}") || address.contains("/")) {
            return;
        }
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
                    CONNECT_MILLIS);
        } catch (IOException | IllegalArgumentException e) {
            throw unreachable(address, e);
        }
    }

    private static Unreachable unreachable(String address, Throwable cause) {
        return new Unreachable("Temporal", address, "TEMPORAL_ADDRESS", cause);
    }

    /**
     * Waits as long as it takes: while no worker answers, or Temporal is away for less than {@link #AWAY}, it asks again,
     * and says so once. Asking twice starts nothing twice, because the id comes from the bytes.
     *
     * @param again whether a finished run of the same bytes is run once more instead of being told
     */
    Submitted submit(DocumentRef document, String name, String submitter, boolean again) {
        String id = InvoiceWorkflow.workflowId(document.tenant(), document.digest());
        Instant answered = Instant.now();
        boolean asked = false;
        while (true) {
            try {
                Status status = settled(id, again && !asked, Request.of(document, name, submitter));
                if (status.standing() != Standing.RUNNING) {
                    return new Settled(status);
                }
                answered = Instant.now();
            } catch (WorkflowUpdateTimeoutOrCancelledException e) {
                noticed();
            } catch (WorkflowUpdateException e) {
                // the run ended before it could answer: its end is the answer
                return ended(id, Settled::new);
            } catch (RuntimeException e) {
                if (finished(e)) {
                    return ended(id, asked ? Settled::new : Earlier::new);
                }
                Passing passing = passing(e);
                if (passing == Passing.NO
                        || (passing == Passing.AWAY && answered.plus(AWAY).isBefore(Instant.now()))) {
                    throw told(e);
                }
                answered = passing == Passing.SILENT ? Instant.now() : answered;
                noticed();
            }
            asked = true;
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Status settled(String id, boolean again, Request request) {
        InvoiceWorkflow run = client.newWorkflowStub(InvoiceWorkflow.class, options(id, again));
        return WorkflowClient.executeUpdateWithStart(
                run::settled,
                UpdateOptions.<Status>newBuilder().build(),
                new WithStartWorkflowOperation<>(run::run, request));
    }

    /** Whether asking again can help. */
    private enum Passing {
        NO,
        /** Temporal is there, a worker is not. */
        SILENT,
        /** Temporal itself may be away. */
        AWAY
    }

    private static Passing passing(RuntimeException e) {
        StatusRuntimeException rpc = causeOf(e, StatusRuntimeException.class);
        if (rpc == null) {
            // what update-with-start throws when the worker died over it has no cause
            return e instanceof WorkflowServiceException ? Passing.SILENT : Passing.NO;
        }
        return switch (rpc.getStatus().getCode()) {
            case DEADLINE_EXCEEDED, ABORTED, CANCELLED, RESOURCE_EXHAUSTED, FAILED_PRECONDITION -> Passing.SILENT;
            case UNAVAILABLE, INTERNAL, UNKNOWN -> Passing.AWAY;
            default -> Passing.NO;
        };
    }

    private void noticed() {
        if (told.compareAndSet(false, true)) {
            notices.accept(
                    "no worker has answered yet, still waiting; see that one runs ('ratchet-worker dev' or 'run')."
                            + " What was started goes on without you");
        }
    }

    /** As {@link #submit}, but waits for nothing. */
    Submitted start(DocumentRef document, String name, String submitter, boolean again) {
        String id = InvoiceWorkflow.workflowId(document.tenant(), document.digest());
        InvoiceWorkflow run = client.newWorkflowStub(InvoiceWorkflow.class, options(id, again));
        try {
            WorkflowClient.start(run::run, Request.of(document, name, submitter));
            return new Started();
        } catch (RuntimeException e) {
            if (finished(e)) {
                return ended(id, Earlier::new);
            }
            throw told(e);
        }
    }

    private static WorkflowOptions options(String id, boolean again) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setWorkflowIdReusePolicy(
                        again
                                ? WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE
                                : WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
                .build();
    }

    /** The reuse policy forbids another run: start throws it by name, update-with-start as a bare gRPC status. */
    private static boolean finished(Throwable e) {
        StatusRuntimeException rpc = causeOf(e, StatusRuntimeException.class);
        return e instanceof WorkflowExecutionAlreadyStarted
                || (rpc != null && rpc.getStatus().getCode() == Code.ALREADY_EXISTS);
    }

    private Submitted ended(String id, Function<Status, Submitted> decided) {
        try {
            return decided.apply(client.newUntypedWorkflowStub(id).getResult(Status.class));
        } catch (WorkflowFailedException e) {
            ApplicationFailure why = causeOf(e, ApplicationFailure.class);
            return why == null
                    ? new Failed("FAILED", "the run was ended from outside: " + e.getWorkflowCloseEventType())
                    : new Failed(why.getType(), "the run failed: " + why.getOriginalMessage());
        } catch (RuntimeException e) {
            throw told(e);
        }
    }

    static <E extends Throwable> @Nullable E causeOf(@Nullable Throwable e, Class<E> type) {
        Throwable at = e;
        for (int depth = 0; at != null && depth < 20; depth++, at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }

    /** Empty when Temporal has no such run, or no longer. */
    Optional<Status> status(String id) {
        return known(() -> stub(id).status());
    }

    /** Empty when Temporal has no such run, or no longer. */
    Optional<Explanation> explain(String id) {
        return known(() -> stub(id).explain());
    }

    /** @throws Refused when the run has ended or does not take the decision */
    Status decide(String id, Verdict verdict) {
        return rest(id, update(() -> stub(id).decide(verdict)));
    }

    /** @throws Refused when the run has ended or does not wait */
    Status recheck(String id, String by) {
        return rest(id, update(() -> stub(id).recheck(by)));
    }

    /**
     * The run's state once it has ended or waits for a person; at once when it does already. A run that continues as new
     * answers RUNNING: then its successor is asked, at most {@link #SUCCESSORS} times.
     */
    Status rest(String id, Status now) {
        try {
            Status latest = now;
            for (int asked = 0; latest.standing() == Standing.RUNNING && asked < SUCCESSORS; asked++) {
                latest = stub(id).settled();
            }
            return latest;
        } catch (WorkflowNotFoundException | WorkflowUpdateException e) {
            return result(id);
        } catch (RuntimeException e) {
            throw told(e);
        }
    }

    /** Completes when the run has ended; exceptionally when it failed. */
    CompletableFuture<Status> end(String id) {
        return client.newUntypedWorkflowStub(id).getResultAsync(Status.class);
    }

    private Status result(String id) {
        try {
            return client.newUntypedWorkflowStub(id).getResult(Status.class);
        } catch (RuntimeException e) {
            throw told(e);
        }
    }

    private InvoiceWorkflow stub(String id) {
        return client.newWorkflowStub(InvoiceWorkflow.class, id);
    }

    private <T> Optional<T> known(Supplier<T> query) {
        try {
            return Optional.of(query.get());
        } catch (WorkflowNotFoundException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            throw told(e);
        }
    }

    private Status update(Supplier<Status> update) {
        try {
            return update.get();
        } catch (WorkflowNotFoundException e) {
            throw new Refused("ENDED", "that run has ended, or never was; 'ratchet status' tells");
        } catch (RuntimeException e) {
            throw told(e);
        }
    }

    /** As a sentence for a person, where there is one. */
    private RuntimeException told(RuntimeException e) {
        ApplicationFailure why = causeOf(e, ApplicationFailure.class);
        if (why != null) {
            return new Refused(why.getType(), why.getOriginalMessage());
        }
        StatusRuntimeException rpc = causeOf(e, StatusRuntimeException.class);
        if (rpc == null) {
            return e;
        }
        return switch (rpc.getStatus().getCode()) {
            case UNAVAILABLE -> unreachable(address, e);
            case DEADLINE_EXCEEDED, FAILED_PRECONDITION ->
                new Unreachable(
                        "No worker of task queue '" + InvoiceWorkflow.TASK_QUEUE + "'", address, "TEMPORAL_ADDRESS", e);
            case PERMISSION_DENIED, UNAUTHENTICATED ->
                new Refused(
                        "TEMPORAL_" + rpc.getStatus().getCode(),
                        "Temporal at " + address + " does not let you in; check TEMPORAL_API_KEY or the TLS settings");
            case NOT_FOUND ->
                new Refused(
                        "TEMPORAL_NOT_FOUND",
                        "Temporal at " + address + " has no such namespace or run; check TEMPORAL_NAMESPACE");
            default -> e;
        };
    }

    @Override
    public void close() {
        stubs.shutdownNow();
        stubs.awaitTermination(1, TimeUnit.SECONDS);
    }
}

package dev.ratchet.worker.temporal;

import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.Scope;
import dev.ratchet.worker.encryption.NoKeys;
import dev.ratchet.worker.lifecycle.Polls;
import dev.ratchet.workflows.encryption.PayloadKeys;
import dev.ratchet.workflows.temporal.Converters;
import dev.ratchet.workflows.temporal.RunView;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to Temporal whose namespace knows our search attributes. */
public record TemporalConnection(WorkflowServiceStubs service, WorkflowClient client, Polls polls)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TemporalConnection.class);

    /** How long a lazy connection waits for one answer. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** The message says what was tried and which setting names the server. */
    public static final class Unreachable extends Exception {
        private static final long serialVersionUID = 1;

        public Unreachable(String why, Throwable cause) {
            super(why, cause);
        }
    }

    /** The same without keys: payloads are written as they are. */
    public static TemporalConnection open(ClientConfigProfile profile) throws Unreachable {
        return open(profile, NoKeys.INSTANCE);
    }

    /** The same for who tells nobody what it does. */
    public static TemporalConnection open(ClientConfigProfile profile, PayloadKeys keys) throws Unreachable {
        return open(profile, keys, new NoopScope());
    }

    /**
     * @param profile from {@code temporal-envconfig}
     * @param keys that payloads are encrypted with
     * @param metrics is told what clients and workers of this connection do
     * @throws Unreachable when the server does not answer within ten seconds, or lacks a search attribute that we may
     *     not add
     */
    public static TemporalConnection open(ClientConfigProfile profile, PayloadKeys keys, Scope metrics)
            throws Unreachable {
        Polls polls = new Polls();
        WorkflowServiceStubsOptions options = WorkflowServiceStubsOptions.newBuilder(
                        profile.toWorkflowServiceStubsOptions())
                .setMetricsScope(metrics)
                .setGrpcClientInterceptors(List.of(polls))
                .build();
        WorkflowServiceStubs service;
        try {
            service = WorkflowServiceStubs.newConnectedServiceStubs(options, Duration.ofSeconds(10));
        } catch (RuntimeException e) {
            throw new Unreachable(
                    "Temporal does not answer at " + options.getTarget()
                            + "; TEMPORAL_ADDRESS or a temporal.toml says where it is",
                    e);
        }
        TemporalConnection connection = new TemporalConnection(service, client(service, profile, keys), polls);
        try {
            connection.ensureSearchAttributes();
            return connection;
        } catch (StatusRuntimeException e) {
            connection.close();
            throw new Unreachable(
                    "the namespace " + connection.client().getOptions().getNamespace()
                            + " lacks search attributes and does not let us add them ("
                            + e.getStatus().getCode() + "); have these added: " + wanted(),
                    e);
        }
    }

    /** Connects when it is first asked, and again whenever it has to; for a process that can do other work meanwhile. */
    public static TemporalConnection lazy(ClientConfigProfile profile, PayloadKeys keys) {
        WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
                        .setRpcTimeout(ANSWER)
                        .setRpcQueryTimeout(ANSWER)
                        .setSystemInfoTimeout(ANSWER)
                        .setRpcRetryOptions(RpcRetryOptions.newBuilder(RpcRetryOptions.getDefaultInstance())
                                .setExpiration(ANSWER)
                                .validateBuildWithDefaults())
                        .build());
        return new TemporalConnection(service, client(service, profile, keys), new Polls());
    }

    private static WorkflowClient client(WorkflowServiceStubs service, ClientConfigProfile profile, PayloadKeys keys) {
        return WorkflowClient.newInstance(
                service,
                WorkflowClientOptions.newBuilder(profile.toWorkflowClientOptions())
                        .setDataConverter(Converters.encrypted(keys))
                        .build());
    }

    public static ClientConfigProfile profile() throws Unreachable {
        try {
            return ClientConfigProfile.load();
        } catch (IOException | RuntimeException e) {
            throw new Unreachable("the Temporal configuration cannot be read: " + e.getMessage(), e);
        }
    }

    private void ensureSearchAttributes() {
        String namespace = client.getOptions().getNamespace();
        OperatorServiceStubs operator = OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                .setChannel(service.getRawChannel())
                .validateAndBuildWithDefaults());
        Set<String> known = known(operator, namespace);
        AddSearchAttributesRequest.Builder missing =
                AddSearchAttributesRequest.newBuilder().setNamespace(namespace);
        RunView.SEARCH_ATTRIBUTES.stream()
                .filter(key -> !known.contains(key.getName()))
                .forEach(key -> missing.putSearchAttributes(key.getName(), type(key)));
        if (missing.getSearchAttributesCount() == 0) {
            return;
        }
        try {
            operator.blockingStub().addSearchAttributes(missing.build());
            LOG.info("added search attributes {}", new TreeMap<>(missing.getSearchAttributesMap()).keySet());
        } catch (StatusRuntimeException e) {
            boolean another = e.getStatus().getCode() == Status.Code.ALREADY_EXISTS;
            if (!another && !known(operator, namespace).containsAll(wanted())) {
                throw e;
            }
        }
    }

    /** Empty where the server cannot say, as the embedded one. */
    private static Set<String> known(OperatorServiceStubs operator, String namespace) {
        try {
            return new TreeSet<>(operator.blockingStub()
                    .listSearchAttributes(ListSearchAttributesRequest.newBuilder()
                            .setNamespace(namespace)
                            .build())
                    .getCustomAttributesMap()
                    .keySet());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                return new TreeSet<>();
            }
            throw e;
        }
    }

    private static Set<String> wanted() {
        Set<String> names = new TreeSet<>();
        RunView.SEARCH_ATTRIBUTES.forEach(key -> names.add(key.getName()));
        return names;
    }

    private static IndexedValueType type(SearchAttributeKey<?> key) {
        return key.getValueType();
    }

    /** Whether the server answered just now. */
    public boolean healthy() {
        try {
            service.healthCheck();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        service.shutdown();
        service.awaitTermination(5, TimeUnit.SECONDS);
    }
}

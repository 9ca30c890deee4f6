package dev.ratchet.worker.doctor;

import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.workflows.temporal.RunView;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.namespace.v1.NamespaceInfo;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkerDeploymentRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.ListWorkerDeploymentsRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Asks a Temporal server. */
final class TemporalLook {
    private final TemporalConnection temporal;
    private final WorkflowServiceBlockingStub server;
    private final String namespace;
    private final Clock clock;

    TemporalLook(TemporalConnection temporal, Clock clock) {
        this.temporal = temporal;
        this.server = temporal.service().blockingStub();
        this.namespace = temporal.client().getOptions().getNamespace();
        this.clock = clock;
    }

    List<Finding> server() {
        String version =
                server.getSystemInfo(GetSystemInfoRequest.getDefaultInstance()).getServerVersion();
        NamespaceInfo.Capabilities can = server.describeNamespace(DescribeNamespaceRequest.newBuilder()
                        .setNamespace(namespace)
                        .build())
                .getNamespaceInfo()
                .getCapabilities();
        return List.of(
                Judgement.server(version),
                Judgement.flags(Map.of("updates", can.getSyncUpdate(), "updates with start", can.getAsyncUpdate())));
    }

    List<Finding> searchAttributes() {
        OperatorServiceStubs operator = OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                .setChannel(temporal.service().getRawChannel())
                .validateAndBuildWithDefaults());
        Collection<String> known = operator.blockingStub()
                .listSearchAttributes(ListSearchAttributesRequest.newBuilder()
                        .setNamespace(namespace)
                        .build())
                .getCustomAttributesMap()
                .keySet();
        Map<String, String> missing = new TreeMap<>();
        RunView.SEARCH_ATTRIBUTES.stream()
                .filter(key -> !known.contains(key.getName()))
                .forEach(key -> missing.put(
                        key.getName(),
                        key.getValueType()
                                        .name()
                                        .replace("INDEXED_VALUE_TYPE_", "")
                                        .equals("KEYWORD_LIST")
                                ? "KeywordList"
                                : capitalised(key.getValueType().name().replace("INDEXED_VALUE_TYPE_", ""))));
        return List.of(Judgement.searchAttributes(missing, namespace));
    }

    private static String capitalised(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT);
    }

    List<Finding> versions() {
        try {
            List<Finding> found = new ArrayList<>();
            server.listWorkerDeployments(ListWorkerDeploymentsRequest.newBuilder()
                            .setNamespace(namespace)
                            .build())
                    .getWorkerDeploymentsList()
                    .forEach(each -> found.add(versions(each.getName())));
            return found.isEmpty() ? List.of(Finding.ok("worker deployments", "no version is registered")) : found;
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                return List.of(Finding.ok("worker deployments", "this server knows none"));
            }
            throw e;
        }
    }

    private Finding versions(String deployment) {
        return Judgement.versions(
                deployment,
                server.describeWorkerDeployment(DescribeWorkerDeploymentRequest.newBuilder()
                                .setNamespace(namespace)
                                .setDeploymentName(deployment)
                                .build())
                        .getWorkerDeploymentInfo()
                        .getVersionSummariesCount());
    }

    /**
     * Who takes tasks. The server's clock is seen in when it last heard of one of them, which cannot be in our future.
     *
     * @param queues of all agents
     */
    List<Finding> pollers(Collection<String> queues) {
        List<Finding> found = new ArrayList<>();
        Instant heard = Instant.EPOCH;
        for (String queue : new TreeSet<>(queues)) {
            for (TaskQueueType type :
                    List.of(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)) {
                List<PollerInfo> pollers = server.describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                                .setNamespace(namespace)
                                .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                                .setTaskQueueType(type)
                                .build())
                        .getPollersList();
                found.add(Judgement.pollers(
                        queue,
                        type == TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW ? "workflow" : "activity",
                        pollers.size()));
                for (PollerInfo poller : pollers) {
                    Instant last = Instant.ofEpochSecond(
                            poller.getLastAccessTime().getSeconds(),
                            poller.getLastAccessTime().getNanos());
                    heard = last.isAfter(heard) ? last : heard;
                }
            }
        }
        Duration future = Duration.between(clock.instant(), heard);
        if (heard.isAfter(Instant.EPOCH)) {
            found.add(
                    future.isNegative()
                            ? Finding.ok("clock of Temporal", "it is not ahead of this machine's")
                            : Judgement.skew("Temporal", future));
        }
        return found;
    }
}

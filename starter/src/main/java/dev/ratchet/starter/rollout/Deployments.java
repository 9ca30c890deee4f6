package dev.ratchet.starter.rollout;

import com.google.protobuf.ByteString;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.temporal.TemporalConnection;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.deployment.v1.RoutingConfig;
import io.temporal.api.deployment.v1.WorkerDeploymentInfo;
import io.temporal.api.deployment.v1.WorkerDeploymentVersion;
import io.temporal.api.deployment.v1.WorkerDeploymentVersionInfo.VersionTaskQueueInfo;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflow.v1.VersioningOverride;
import io.temporal.api.workflow.v1.WorkflowExecutionOptions;
import io.temporal.api.workflowservice.v1.DeleteWorkerDeploymentVersionRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkerDeploymentRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkerDeploymentResponse;
import io.temporal.api.workflowservice.v1.DescribeWorkerDeploymentVersionRequest;
import io.temporal.api.workflowservice.v1.SetWorkerDeploymentCurrentVersionRequest;
import io.temporal.api.workflowservice.v1.SetWorkerDeploymentRampingVersionRequest;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionOptionsRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One worker deployment of a Temporal. Every change names the state that it was decided on, and is refused on another one. */
final class Deployments {
    /** Code of {@link Refused} when the server has no such deployment, or says so. */
    static final String NO_DEPLOYMENT = "NO_DEPLOYMENT";

    /** The most builds that a server keeps of a deployment, unless {@code matching.maxVersionsInDeployment} says otherwise. */
    static final int MOST_VERSIONS = 100;

    /** A change reaches every task queue before it is answered. */
    private static final long ANSWER_SECONDS = 60;

    private final TemporalConnection temporal;
    private final String namespace;
    private final String deployment;

    Deployments(TemporalConnection temporal, String deployment) {
        this.temporal = temporal;
        this.namespace = temporal.client().getOptions().getNamespace();
        this.deployment = deployment;
    }

    String name() {
        return deployment;
    }

    /**
     * @param versions newest first
     * @param token of this state
     */
    record Described(Routing routing, List<Version> versions, ByteString token) {
        Optional<Version> version(String build) {
            return versions.stream().filter(each -> each.build().equals(build)).findFirst();
        }
    }

    /**
     * @param status such as CURRENT, RAMPING, DRAINING, DRAINED, INACTIVE
     * @param since when it became that, or was first seen
     */
    record Version(String build, String status, Instant since) {}

    /** @throws Refused when no worker of this deployment has polled, ever */
    Described describe() {
        DescribeWorkerDeploymentResponse response =
                asked(stub -> stub.describeWorkerDeployment(DescribeWorkerDeploymentRequest.newBuilder()
                        .setNamespace(namespace)
                        .setDeploymentName(deployment)
                        .build()));
        WorkerDeploymentInfo info = response.getWorkerDeploymentInfo();
        List<Version> versions = new ArrayList<>();
        info.getVersionSummariesList().stream()
                .sorted(Comparator.comparing(
                                (WorkerDeploymentInfo.WorkerDeploymentVersionSummary each) -> at(each.getCreateTime()))
                        .reversed())
                .forEach(each -> versions.add(version(each)));
        return new Described(routing(info.getRoutingConfig()), versions, response.getConflictToken());
    }

    private static Version version(WorkerDeploymentInfo.WorkerDeploymentVersionSummary summary) {
        String status = summary.getStatus().name().replace("WORKER_DEPLOYMENT_VERSION_STATUS_", "");
        Timestamp since = switch (status) {
            case "CURRENT" -> summary.getCurrentSinceTime();
            case "RAMPING" -> summary.getRampingSinceTime();
            case "DRAINING", "DRAINED" -> summary.getDrainageInfo().getLastChangedTime();
            default -> summary.getCreateTime();
        };
        return new Version(summary.getDeploymentVersion().getBuildId(), status, at(since));
    }

    private static Routing routing(RoutingConfig config) {
        return new Routing(
                build(config.getCurrentDeploymentVersion()),
                build(config.getRampingDeploymentVersion()),
                config.getRampingVersionPercentage(),
                at(
                        config.hasRampingVersionPercentageChangedTime()
                                ? config.getRampingVersionPercentageChangedTime()
                                : config.getCurrentVersionChangedTime()));
    }

    private static Optional<String> build(WorkerDeploymentVersion version) {
        return Optional.of(version.getBuildId()).filter(build -> !build.isEmpty());
    }

    private static Instant at(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    /**
     * Task queues on which no worker of a build polls now: of its own, and of those that another build serves. A worker that has
     * just started registers them one after another, that of its activities last.
     */
    List<String> silentQueues(String build, Optional<String> other) {
        List<VersionTaskQueueInfo> own = queues(build);
        SortedSet<String> silent = new TreeSet<>();
        own.stream()
                .filter(queue -> queue.getType() == TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                .map(VersionTaskQueueInfo::getName)
                .filter(queue -> !polled(queue, build))
                .forEach(silent::add);
        other.map(this::queues).orElse(List.of()).stream()
                .filter(queue -> own.stream()
                        .noneMatch(each -> each.getName().equals(queue.getName()) && each.getType() == queue.getType()))
                .map(VersionTaskQueueInfo::getName)
                .forEach(silent::add);
        return List.copyOf(silent);
    }

    private List<VersionTaskQueueInfo> queues(String build) {
        return asked(stub -> stub.describeWorkerDeploymentVersion(DescribeWorkerDeploymentVersionRequest.newBuilder()
                        .setNamespace(namespace)
                        .setDeploymentVersion(id(build))
                        .build()))
                .getWorkerDeploymentVersionInfo()
                .getTaskQueueInfosList();
    }

    private boolean polled(String queue, String build) {
        return asked(stub -> stub.describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                        .setNamespace(namespace)
                        .setTaskQueue(TaskQueue.newBuilder().setName(queue).build())
                        .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                        .build()))
                .getPollersList()
                .stream()
                .anyMatch(poller ->
                        poller.getDeploymentOptions().getDeploymentName().equals(deployment)
                                && poller.getDeploymentOptions().getBuildId().equals(build));
    }

    /** @param percent 0 takes the ramp away */
    void ramp(String build, int percent, ByteString token) {
        asked(stub -> stub.setWorkerDeploymentRampingVersion(SetWorkerDeploymentRampingVersionRequest.newBuilder()
                .setNamespace(namespace)
                .setDeploymentName(deployment)
                .setBuildId(percent == 0 ? "" : build)
                .setPercentage(percent)
                .setConflictToken(token)
                .setIdentity(identity())
                .build()));
    }

    void makeCurrent(String build, ByteString token) {
        asked(stub -> stub.setWorkerDeploymentCurrentVersion(SetWorkerDeploymentCurrentVersionRequest.newBuilder()
                .setNamespace(namespace)
                .setDeploymentName(deployment)
                .setBuildId(build)
                .setConflictToken(token)
                .setIdentity(identity())
                .build()));
    }

    void delete(String build) {
        asked(stub -> stub.deleteWorkerDeploymentVersion(DeleteWorkerDeploymentVersionRequest.newBuilder()
                .setNamespace(namespace)
                .setDeploymentVersion(id(build))
                .setIdentity(identity())
                .build()));
    }

    /** From its next workflow task on the run is another build's, whatever comes of it, also when it continues as new. */
    void move(String workflowId, String build) {
        asked(stub -> stub.updateWorkflowExecutionOptions(UpdateWorkflowExecutionOptionsRequest.newBuilder()
                .setNamespace(namespace)
                .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                .setWorkflowExecutionOptions(WorkflowExecutionOptions.newBuilder()
                        .setVersioningOverride(VersioningOverride.newBuilder()
                                .setPinned(VersioningOverride.PinnedOverride.newBuilder()
                                        .setBehavior(
                                                VersioningOverride.PinnedOverrideBehavior
                                                        .PINNED_OVERRIDE_BEHAVIOR_PINNED)
                                        .setVersion(id(build)))))
                .setUpdateMask(FieldMask.newBuilder().addPaths("versioning_override"))
                .setIdentity(identity())
                .build()));
    }

    private WorkerDeploymentVersion id(String build) {
        return WorkerDeploymentVersion.newBuilder()
                .setDeploymentName(deployment)
                .setBuildId(build)
                .build();
    }

    private String identity() {
        return temporal.client().getOptions().getIdentity();
    }

    private <T> T asked(Function<WorkflowServiceBlockingStub, T> question) {
        try {
            return question.apply(temporal.client()
                    .getWorkflowServiceStubs()
                    .blockingStub()
                    .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS));
        } catch (StatusRuntimeException e) {
            throw refused(e);
        }
    }

    private RuntimeException refused(StatusRuntimeException e) {
        String said =
                e.getStatus().getDescription() == null ? "" : e.getStatus().getDescription();
        Status.Code code = e.getStatus().getCode();
        if (code == Status.Code.UNIMPLEMENTED) {
            return new Refused("NO_VERSIONS", "this Temporal knows no worker deployments; it needs 1.28 or newer");
        }
        if (said.toLowerCase(Locale.ROOT).contains("deployment not found")
                || said.contains("no Worker Deployment found")) {
            return new Refused(
                    NO_DEPLOYMENT,
                    "Temporal knows no worker deployment '" + deployment
                            + "': no worker of it has polled yet. Workers name it"
                            + " in TEMPORAL_DEPLOYMENT_NAME and their build in TEMPORAL_WORKER_BUILD_ID");
        }
        if (said.toLowerCase(Locale.ROOT).contains("deployment version not found")) {
            return new Refused(
                    "NO_SUCH_VERSION",
                    "Temporal does not know this version of " + deployment
                            + "; when its workers have just started, try again in a moment");
        }
        if (said.contains("ManagerIdentity")) {
            return new Refused(
                    "MANAGED",
                    "this deployment is managed by somebody else, such as the worker controller; roll out there ("
                            + said + ")");
        }
        return switch (code) {
            case FAILED_PRECONDITION, INVALID_ARGUMENT, NOT_FOUND, ABORTED, RESOURCE_EXHAUSTED ->
                new Refused("TEMPORAL_" + code, said);
            // a change may have happened all the same: the next description tells
            case DEADLINE_EXCEEDED ->
                temporal.translate(Status.UNAVAILABLE.withCause(e).asRuntimeException());
            default -> temporal.translate(e);
        };
    }
}

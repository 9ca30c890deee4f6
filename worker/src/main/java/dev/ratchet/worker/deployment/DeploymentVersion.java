package dev.ratchet.worker.deployment;

import io.temporal.common.VersioningBehavior;
import io.temporal.common.WorkerDeploymentVersion;
import io.temporal.worker.WorkerDeploymentOptions;
import io.temporal.worker.WorkerOptions;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The deployment and the build that a worker process belongs to. With a deployment, a run stays with the build that took its
 * first task until it ends or continues as new (PINNED). Without one, any worker takes any task.
 *
 * @param deployment shared by all builds of an installation; absent: the worker is not versioned
 * @param build id of the running code
 */
public record DeploymentVersion(Optional<String> deployment, String build) {
    /** Set by Temporal's worker controller, as {@link #BUILD_ID} is. */
    public static final String DEPLOYMENT_NAME = "TEMPORAL_DEPLOYMENT_NAME";

    public static final String BUILD_ID = "TEMPORAL_WORKER_BUILD_ID";

    /** What the server takes (worker_versioning.go) and what a shell, a label and a query take without quotes. */
    private static final Pattern NAME = Pattern.compile("(?!__)[A-Za-z0-9_/-]{1,200}");

    private static final Pattern BUILD = Pattern.compile("(?!__)[A-Za-z0-9._-]{1,200}");

    /**
     * @param otherwise the build where none is named
     * @throws IllegalArgumentException with the name of the variable and what is right
     */
    public static DeploymentVersion from(Map<String, String> environment, String otherwise) {
        Optional<String> deployment = text(environment, DEPLOYMENT_NAME);
        Optional<String> named = text(environment, BUILD_ID);
        if (deployment.isEmpty()) {
            return new DeploymentVersion(deployment, named.orElse(otherwise));
        }
        if (!NAME.matcher(deployment.get()).matches()) {
            throw new IllegalArgumentException(DEPLOYMENT_NAME + ": '" + deployment.get()
                    + "' should be 1 to 200 letters, digits, '-', '_' and '/', and not begin with '__', such"
                    + " as ratchet");
        }
        if (named.isEmpty()) {
            throw new IllegalArgumentException(BUILD_ID + ": is not set, and " + DEPLOYMENT_NAME
                    + " is; a worker of a deployment names its build, such as 2026-11-29.1");
        }
        if (!BUILD.matcher(named.get()).matches()) {
            throw new IllegalArgumentException(BUILD_ID + ": '" + named.get()
                    + "' should be 1 to 200 letters, digits, '.', '-' and '_', and not begin with '__', such"
                    + " as 2026-11-29.1");
        }
        return new DeploymentVersion(deployment, named.get());
    }

    private static Optional<String> text(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The same options for a worker of this version. */
    public WorkerOptions on(WorkerOptions options) {
        return deployment
                .map(name -> WorkerOptions.newBuilder(options)
                        .setDeploymentOptions(WorkerDeploymentOptions.newBuilder()
                                .setUseVersioning(true)
                                .setVersion(new WorkerDeploymentVersion(name, build))
                                .setDefaultVersioningBehavior(VersioningBehavior.PINNED)
                                .build())
                        .build())
                .orElse(options);
    }

    /** {@code DEPLOYMENT:BUILD}, or the build alone. */
    public String text() {
        return deployment.map(name -> name + ":" + build).orElse(build);
    }
}

package dev.ratchet;

import dev.ratchet.workflows.temporal.Converters;
import dev.ratchet.workflows.temporal.RunView;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;

/** An in-memory Temporal that skips time, with the search attributes that runs set. */
public final class TestTemporal {
    private TestTemporal() {}

    public static TestWorkflowEnvironment open() {
        TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Converters.dataConverter())
                        .build());
        RunView.SEARCH_ATTRIBUTES.forEach(key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
        return TestWorkflowEnvironment.newInstance(options.build());
    }
}

package dev.ratchet.worker.replay;

import io.temporal.common.SearchAttributeUpdate;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Hears what workflows ask for and answer, live or on replay, in their own order. A workflow that is replayed is heard
 * anew: only its latest life counts.
 */
public final class Listener extends WorkerInterceptorBase {
    private final Map<String, List<Ask>> heard = new ConcurrentHashMap<>();

    /** What the run asked for, in order; empty when it was not heard. */
    public List<Ask> heard(String runId) {
        return List.copyOf(heard.getOrDefault(runId, List.of()));
    }

    @Override
    public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
        return new Inbound(next);
    }

    private final class Inbound extends WorkflowInboundCallsInterceptorBase {
        private final List<Ask> asks = new CopyOnWriteArrayList<>();

        Inbound(WorkflowInboundCallsInterceptor next) {
            super(next);
        }

        @Override
        public void init(WorkflowOutboundCallsInterceptor outbound) {
            heard.put(Workflow.getInfo().getRunId(), asks);
            super.init(new Outbound(outbound, asks));
        }

        @Override
        public WorkflowOutput execute(WorkflowInput input) {
            WorkflowOutput output = super.execute(input);
            asks.add(Ask.of("result", "", output.getResult()));
            return output;
        }

        @Override
        public UpdateOutput executeUpdate(UpdateInput input) {
            UpdateOutput output = super.executeUpdate(input);
            asks.add(Ask.of("update", input.getUpdateName(), output.getResult()));
            return output;
        }
    }

    private static final class Outbound extends WorkflowOutboundCallsInterceptorBase {
        private final List<Ask> asks;

        Outbound(WorkflowOutboundCallsInterceptor next, List<Ask> asks) {
            super(next);
            this.asks = asks;
        }

        @Override
        public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
            asks.add(Ask.of("activity", input.getActivityName(), input.getArgs()));
            return super.executeActivity(input);
        }

        @Override
        public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
            asks.add(Ask.of("local activity", input.getActivityName(), input.getArgs()));
            return super.executeLocalActivity(input);
        }

        @Override
        public <R> ChildWorkflowOutput<R> executeChildWorkflow(ChildWorkflowInput<R> input) {
            asks.add(Ask.of("own run", input.getWorkflowType() + " " + input.getWorkflowId(), input.getArgs()));
            return super.executeChildWorkflow(input);
        }

        @Override
        public Promise<Void> newTimer(Duration delay, TimerOptions options) {
            asks.add(Ask.of("timer", String.valueOf(options.getSummary()), delay));
            return super.newTimer(delay, options);
        }

        @Override
        public boolean await(Duration timeout, String reason, Supplier<Boolean> unblockCondition) {
            asks.add(Ask.of("timer", "", timeout));
            return super.await(timeout, reason, unblockCondition);
        }

        @Override
        public void continueAsNew(ContinueAsNewInput input) {
            asks.add(Ask.of("continue as new", "", input.getArgs()));
            super.continueAsNew(input);
        }

        @Override
        public void upsertTypedSearchAttributes(SearchAttributeUpdate<?>... updates) {
            SortedMap<String, Object> values = new TreeMap<>();
            for (SearchAttributeUpdate<?> update : updates) {
                values.put(
                        update.getKey().getName(),
                        update.getValue().map(Object.class::cast).orElse("unset"));
            }
            asks.add(Ask.of("search attributes", "", values));
            super.upsertTypedSearchAttributes(updates);
        }
    }
}

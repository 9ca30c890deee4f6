package dev.ratchet.workflows.run;

import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.record.RunSummary;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;

/**
 * What every agent's workflow answers. An agent's own interface extends it with the method that starts a run, which takes a
 * {@link RunRequest} and returns a {@link RunSummary}.
 *
 * <p>What arrives here is as trustworthy as access to Temporal, which knows no people. So a run takes in no decision that a
 * worker has not verified: it is signed where people are authenticated. The submitter of a request is a claim; who really
 * uploaded what the run is about is on record at the gateway.
 */
@WorkflowInterface
public interface AgentWorkflow {

    @UpdateMethod(name = "settled", description = "Answers as soon as the run has ended or waits for a person.")
    RunSummary settled();

    /** Fails with the code of the refusal, and changes nothing, when the decision does not count. */
    @UpdateMethod(name = "decide", description = "A person's signed consent, denial or wish to look again.")
    RunSummary decide(PersonDecision decision);

    @UpdateValidatorMethod(updateName = "decide")
    void checkDecide(PersonDecision decision);

    @QueryMethod(name = "status", description = "Where the run stands.")
    RunSummary status();

    @QueryMethod(name = "explain", description = "Why it stands there, and what may happen next.")
    Explanation explain();
}

package dev.ratchet.workflows.run;

import dev.ratchet.workflows.contract.record.RunSummary;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;

/**
 * What every agent's workflow answers. An agent's own interface extends it with the method that starts a run, which takes a
 * {@link RunRequest} and returns a {@link RunSummary}.
 *
 * <p>What arrives here is as trustworthy as access to Temporal, which knows no people: the submitter of a request, who denies
 * and who asks for a recheck are claims, and none of them is consent. Consent is signed where people are authenticated, where
 * it is also on record who really uploaded what the run is about.
 */
@WorkflowInterface
public interface AgentWorkflow {

    @UpdateMethod(name = "settled", description = "Answers as soon as the run has ended or waits for a person.")
    RunSummary settled();

    @UpdateMethod(name = "decide", description = "A person's signed consent, or a refusal with its reason.")
    RunSummary decide(PersonDecision decision);

    @UpdateValidatorMethod(updateName = "decide")
    void checkDecide(PersonDecision decision);

    /** Unsigned, like a denial: it only has the same questions asked again. */
    @UpdateMethod(
            name = "recheck",
            description = "Looks again after a person mended what was wrong, e.g. loaded a supplier.")
    RunSummary recheck(String by);

    @UpdateValidatorMethod(updateName = "recheck")
    void checkRecheck(String by);

    @QueryMethod(name = "status", description = "Where the run stands.")
    RunSummary status();

    @QueryMethod(name = "explain", description = "Why it stands there, and what may happen next.")
    Explanation explain();
}

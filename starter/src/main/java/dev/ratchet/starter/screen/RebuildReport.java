package dev.ratchet.starter.screen;

import dev.ratchet.workflows.gateway.RebuiltRun;

/** What rebuilding a run's state from its record came to, for a person. */
public record RebuildReport(RebuiltRun rebuilt) {

    /** The digests are compared here, too, whatever the gateway says. */
    public boolean equal() {
        return rebuilt.problem() == null && rebuilt.rebuilt().equals(rebuilt.recorded());
    }

    public String text(int width) {
        return new LabelledLines()
                .add("run", rebuilt.summary().workflowId())
                .add(
                        "outcome",
                        rebuilt.summary().outcome() + "  " + rebuilt.summary().code())
                .add("folded", rebuilt.steps() + (rebuilt.steps() == 1 ? " step" : " steps"))
                .add("rebuilt", rebuilt.rebuilt())
                .add("on record", rebuilt.recorded())
                .add("result", comparison())
                .text(width);
    }

    /** In one line. */
    public String comparison() {
        if (equal()) {
            return "equal, byte for byte";
        }
        RebuiltRun.Problem problem = rebuilt.problem();
        if (problem == null) {
            return "not equal: the two digests differ";
        }
        String place = problem.step() == 0 ? "" : " at step " + problem.step();
        return Tables.plain("not equal, " + problem.code() + place + ": " + problem.why());
    }
}

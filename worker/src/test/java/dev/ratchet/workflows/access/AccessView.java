package dev.ratchet.workflows.access;

import dev.ratchet.workflows.access.AccessState.Phase;
import dev.ratchet.workflows.agent.AgentView;
import dev.ratchet.workflows.agent.Ask;
import dev.ratchet.workflows.agent.Clearance;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Texts;
import dev.ratchet.workflows.contract.access.AccessRequest;
import dev.ratchet.workflows.contract.effect.ProposedEffect;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A run of the access agent as people are shown it. */
final class AccessView implements AgentView<AccessState> {

    @Override
    public List<Fact> subject(AccessState state) {
        return List.of(
                new Fact("system", state.request().system()),
                new Fact("person", state.request().person()));
    }

    @Override
    public List<Fact> facts(AccessState state) {
        AccessRequest request = state.request();
        List<Fact> facts = new ArrayList<>(subject(state));
        facts.add(new Fact("reason", Texts.upTo(200, request.reason())));
        facts.add(new Fact(
                "until", request.until() == null ? "no end" : request.until().toString()));
        if (state.facts() != null) {
            String sensitive = state.facts().sensitive() ? "sensitive" : "not sensitive";
            facts.add(new Fact("register", state.facts().known() ? sensitive : "no such system"));
        }
        if (state.purpose() != null) {
            facts.add(new Fact("purpose", state.purpose().name()));
        }
        return facts;
    }

    @Override
    public Ask ask(AccessState state) {
        Ruling policy = policy(state);
        Finding why = state.problem() == null ? Clearance.reason(Objects.requireNonNull(policy)) : state.problem();
        return new Ask(
                Clearance.role(policy, "security"),
                state.phase() == Phase.CONSENTING
                        ? new ProposedEffect(state.intent(), Objects.requireNonNull(state.permission()))
                        : null,
                List.of(why));
    }

    @Override
    public @Nullable Ruling route(AccessState state) {
        return state.rulings() == null ? null : state.rulings().route();
    }

    @Override
    public @Nullable Ruling policy(AccessState state) {
        return state.rulings() == null ? null : state.rulings().policy();
    }

    @Override
    public @Nullable Bundle bundle(AccessState state) {
        return state.rulings() == null ? null : state.rulings().bundle();
    }
}

package dev.ratchet.activities.effect;

import dev.ratchet.activities.approval.AuthorizationCheck;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.effect.EffectActivities.Done;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import dev.ratchet.workflows.contract.effect.EffectActivities.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Performs a group of effects in a transaction that the caller commits or rolls back. Locks are taken in one order, so
 * that two transactions never wait for each other: first those of the kinds, by name; then those of the business keys.
 */
final class EffectTransaction {
    private final Handle handle;
    private final List<Member> members;
    private final EffectLog log;
    private final AuthorizationCheck check;

    /** @param at where the effect is in the group of its kind */
    private record Member(RequestedEffect effect, EffectKind.Group group, int at) {}

    private EffectTransaction(Handle handle, List<Member> members, EffectLog log, AuthorizationCheck check) {
        this.handle = handle;
        this.members = members;
        this.log = log;
        this.check = check;
    }

    static EffectTransaction begin(Handle handle, AuthorizationCheck.Keys keys, List<RequestedEffect> effects) {
        List<Member> members = members(handle, effects);
        EffectLog log = EffectLog.lock(handle, effects);
        AuthorizationCheck check = AuthorizationCheck.look(
                handle, keys, effects.stream().map(RequestedEffect::question).toList());
        return new EffectTransaction(handle, members, log, check);
    }

    /** In the order of the effects; their kinds begin in the order of their names. */
    private static List<Member> members(Handle handle, List<RequestedEffect> effects) {
        SortedMap<String, List<Integer>> places = new TreeMap<>();
        for (int i = 0; i < effects.size(); i++) {
            places.computeIfAbsent(effects.get(i).kind().name(), name -> new ArrayList<>())
                    .add(i);
        }
        SortedMap<Integer, Member> members = new TreeMap<>();
        places.values().forEach(same -> {
            List<RequestedEffect> ofOneKind = same.stream().map(effects::get).toList();
            EffectKind.Group group = ofOneKind.get(0).kind().begin(handle, ofOneKind);
            for (int at = 0; at < same.size(); at++) {
                members.put(same.get(at), new Member(ofOneKind.get(at), group, at));
            }
        });
        return List.copyOf(members.values());
    }

    /** One result for each effect, in order. */
    List<Result> perform() {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            results.add(perform(i, members.get(i)));
        }
        members.stream().map(Member::group).distinct().forEach(EffectKind.Group::end);
        log.write(handle);
        return results;
    }

    private Result perform(int i, Member member) {
        Result recorded = log.recorded(member.effect());
        if (recorded != null) {
            return recorded;
        }
        Refused unauthorized = check.refuse(i);
        if (unauthorized != null) {
            return unauthorized;
        }
        Refused unfit = member.group().refuse(member.at());
        if (unfit != null) {
            return unfit;
        }
        Receipt receipt = member.group().perform(member.at());
        log.add(member.effect(), receipt, check.use(i));
        return new Done(receipt);
    }
}

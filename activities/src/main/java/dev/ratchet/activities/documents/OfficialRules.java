package dev.ratchet.activities.documents;

import com.helger.diver.api.coord.DVRCoordinate;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.en16931.EN16931Validation;
import com.helger.phive.xml.source.IValidationSourceXML;
import dev.ratchet.activities.documents.Refusal.RefusedException;
import dev.ratchet.workflows.contract.Finding;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The official EN 16931 rules: the XML schema, then the Schematron of the CEN validation artefacts as phive packages
 * them. Each syntax is compiled once per process, when it is first asked for, which costs seconds.
 */
public final class OfficialRules {
    private static final String PREFIX = "EN16931:";
    private static final Pattern RULE =
            Pattern.compile("^\\s*\\[([A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+){1,4})\\]\\s*-?\\s*(.*)$", Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile("[A-Z][A-Z0-9]*(-[A-Za-z0-9]+)+");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern NAMESPACE =
            Pattern.compile("\\*:|\\[namespace-uri\\(\\)='[^']*'\\]|Q\\{[^}]*\\}|[a-z]+:(?=[A-Z])");

    /** The syntaxes that have rules of their own. */
    enum Syntax {
        UBL_INVOICE(EN16931Validation.VID_UBL_INVOICE_1316),
        UBL_CREDIT_NOTE(EN16931Validation.VID_UBL_CREDIT_NOTE_1316),
        CII(EN16931Validation.VID_CII_1316);

        final DVRCoordinate rules;

        Syntax(DVRCoordinate rules) {
            this.rules = rules;
        }
    }

    private final Map<Syntax, FutureTask<CompiledRules>> compiled = new EnumMap<>(Syntax.class);

    public OfficialRules() {
        ValidationExecutorSetRegistry<IValidationSourceXML> registry = new ValidationExecutorSetRegistry<>();
        EN16931Validation.initEN16931(registry);
        for (Syntax syntax : List.of(Syntax.UBL_INVOICE, Syntax.CII)) {
            compiled.put(syntax, new FutureTask<>(() -> CompiledRules.of(registry.getOfID(syntax.rules))));
        }
        // one stylesheet for both kinds of UBL document
        compiled.put(
                Syntax.UBL_CREDIT_NOTE,
                new FutureTask<>(() ->
                        compiled(Syntax.UBL_INVOICE).withSchemaOf(registry.getOfID(Syntax.UBL_CREDIT_NOTE.rules))));
    }

    /** Who comes first compiles; everybody else waits for that. */
    private CompiledRules compiled(Syntax syntax) {
        FutureTask<CompiledRules> rules = Objects.requireNonNull(compiled.get(syntax));
        rules.run();
        try {
            return rules.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the official rules were compiled", e);
        }
    }

    /**
     * Compiles the rules of every syntax, each in a thread of its own and UBL invoices, the most frequent, first; a
     * document of a syntax that is ready does not wait for the others.
     */
    public void compile() {
        List<CompletableFuture<Void>> all = Arrays.stream(Syntax.values())
                .map(syntax -> CompletableFuture.runAsync(
                        () -> check(syntax, WarmUp.document(syntax)),
                        task -> new Thread(task, "compiles " + syntax).start()))
                .toList();
        all.forEach(CompletableFuture::join);
    }

    /** Compiles the rules of UBL invoices alone, the most frequent; returns when somebody has. */
    public void compileMostFrequent() {
        check(Syntax.UBL_INVOICE, WarmUp.document(Syntax.UBL_INVOICE));
    }

    /** The check of a document that is about to be parsed; waits for its rules to be compiled. */
    RuleCheck begin(Syntax syntax) {
        return compiled(syntax).begin();
    }

    /** What the rules call fatal, one finding per rule broken; warnings are left out. */
    static List<Finding> findings(RuleCheck check) {
        return check.breaches().stream().map(OfficialRules::finding).distinct().toList();
    }

    /**
     * Parses for the rules alone.
     *
     * @param xml well-formed, of this syntax
     */
    List<Finding> check(Syntax syntax, byte[] xml) {
        try {
            return findings(
                    Objects.requireNonNull(Xml.parse(xml, root -> begin(syntax)).check()));
        } catch (RefusedException e) {
            throw new IllegalArgumentException("this is no XML that rules can be asked about: " + e.unreadable(), e);
        }
    }

    /**
     * A rule's own text tells no content of the document and is passed on; a schema's error quotes it and is not.
     */
    static Finding finding(Breach breach) {
        Matcher rule = RULE.matcher(breach.text());
        if (rule.matches()) {
            return new Finding(
                    PREFIX + rule.group(1),
                    place(breach),
                    SPACE.matcher(rule.group(2)).replaceAll(" ").strip());
        }
        if (ID.matcher(breach.rule()).matches()) {
            return new Finding(PREFIX + breach.rule(), place(breach), "The document breaks this rule of EN 16931.");
        }
        return new Finding(
                PREFIX + "SCHEMA", place(breach), "The XML does not follow its schema. It should be valid against it.");
    }

    /** The element as the rules name it, without namespaces, or the line of the file. */
    private static String place(Breach breach) {
        if (!breach.path().isBlank()) {
            return NAMESPACE.matcher(breach.path()).replaceAll("");
        }
        return breach.line() > 0 ? "line " + breach.line() + " of the file" : "document";
    }
}

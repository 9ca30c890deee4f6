package dev.ratchet.activities.documents.rules;

import com.helger.diver.api.coord.DVRCoordinate;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.en16931.EN16931Validation;
import com.helger.phive.xml.source.IValidationSourceXML;
import dev.ratchet.activities.documents.refusal.Refusal.RefusedException;
import dev.ratchet.activities.documents.xml.Cii;
import dev.ratchet.activities.documents.xml.Ubl;
import dev.ratchet.activities.documents.xml.Xml;
import dev.ratchet.activities.documents.xml.XmlElement;
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
import org.jspecify.annotations.Nullable;

/**
 * The official EN 16931 rules: the XML schema, then the Schematron of the CEN validation artefacts in phive's package.
 * The rules of a syntax are compiled once per process, at their first use; this takes seconds.
 */
public final class OfficialRules {
    private static final String PREFIX = "EN16931:";
    private static final Pattern RULE =
            Pattern.compile("^\\s*\\[([A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+){1,4})\\]\\s*-?\\s*(.*)$", Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile("[A-Z][A-Z0-9]*(-[A-Za-z0-9]+)+");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern NAMESPACE =
            Pattern.compile("\\*:|\\[namespace-uri\\(\\)='[^']*'\\]|Q\\{[^}]*\\}|[a-z]+:(?=[A-Z])");

    /** The syntaxes of e-invoices. Each has rules of its own. */
    public enum Syntax {
        UBL_INVOICE(EN16931Validation.VID_UBL_INVOICE_1316),
        UBL_CREDIT_NOTE(EN16931Validation.VID_UBL_CREDIT_NOTE_1316),
        CII(EN16931Validation.VID_CII_1316);

        final DVRCoordinate rules;

        Syntax(DVRCoordinate rules) {
            this.rules = rules;
        }

        /** The syntax of a document with this root; absent when it is no e-invoice. */
        public static @Nullable Syntax of(XmlElement root) {
            if (Ubl.isInvoice(root)) {
                return UBL_INVOICE;
            }
            if (Ubl.isCreditNote(root)) {
                return UBL_CREDIT_NOTE;
            }
            return Cii.isInvoice(root) ? CII : null;
        }
    }

    private final Map<Syntax, FutureTask<CompiledRules>> compiled = new EnumMap<>(Syntax.class);

    public OfficialRules() {
        ValidationExecutorSetRegistry<IValidationSourceXML> registry = new ValidationExecutorSetRegistry<>();
        EN16931Validation.initEN16931(registry);
        for (Syntax syntax : List.of(Syntax.UBL_INVOICE, Syntax.CII)) {
            compiled.put(syntax, new FutureTask<>(() -> CompiledRules.of(registry.getOfID(syntax.rules))));
        }
        // Both kinds of UBL document have the same stylesheet.
        compiled.put(
                Syntax.UBL_CREDIT_NOTE,
                new FutureTask<>(() ->
                        compiled(Syntax.UBL_INVOICE).withSchemaOf(registry.getOfID(Syntax.UBL_CREDIT_NOTE.rules))));
    }

    /** The first caller compiles; the others wait for the result. */
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
     * Compiles the rules of every syntax, each in a thread of its own. UBL invoices come first, because they are the
     * most frequent. When one syntax is ready, its documents need not wait for the others.
     */
    public void compile() {
        List<CompletableFuture<Void>> all = Arrays.stream(Syntax.values())
                .map(syntax -> CompletableFuture.runAsync(
                        () -> check(syntax, WarmUp.document(syntax)),
                        task -> new Thread(task, "compiles " + syntax).start()))
                .toList();
        all.forEach(CompletableFuture::join);
    }

    /** Compiles only the rules of UBL invoices, the most frequent; returns when they are compiled. */
    public void compileMostFrequent() {
        check(Syntax.UBL_INVOICE, WarmUp.document(Syntax.UBL_INVOICE));
    }

    /** Begins the check of a document that is about to be parsed. Waits until its rules are compiled. */
    public RuleCheck begin(Syntax syntax) {
        return compiled(syntax).begin();
    }

    /** One finding for each rule that the document breaks. Warnings are left out. */
    public static List<Finding> findings(RuleCheck check) {
        return check.violationes().stream()
                .map(OfficialRules::finding)
                .distinct()
                .toList();
    }

    /** Only what breaks the XML schema. */
    static List<Finding> findingsOfSchema(RuleCheck check) {
        return check.ofSchema().stream().map(OfficialRules::finding).distinct().toList();
    }

    /**
     * Parses a document only to check it.
     *
     * @param xml well-formed, of this syntax
     */
    public List<Finding> check(Syntax syntax, byte[] xml) {
        try {
            return findings(
                    Objects.requireNonNull(Xml.parse(xml, root -> begin(syntax)).listener()));
        } catch (RefusedException e) {
            throw new IllegalArgumentException("this is no XML that rules can be asked about: " + e.unreadable(), e);
        }
    }

    /**
     * The text of a rule quotes nothing from the document, so it is passed on. The error of a schema does, so it is
     * not.
     */
    static Finding finding(RuleViolation violation) {
        Matcher rule = RULE.matcher(violation.text());
        if (rule.matches()) {
            return new Finding(
                    PREFIX + rule.group(1),
                    place(violation),
                    SPACE.matcher(rule.group(2)).replaceAll(" ").strip());
        }
        if (ID.matcher(violation.rule()).matches()) {
            return new Finding(
                    PREFIX + violation.rule(), place(violation), "The document breaks this rule of EN 16931.");
        }
        return new Finding(
                PREFIX + "SCHEMA",
                place(violation),
                "The XML does not follow its schema. It should be valid against it.");
    }

    /** The path of the element without namespaces, or the line of the file. */
    private static String place(RuleViolation violation) {
        if (!violation.path().isBlank()) {
            return NAMESPACE.matcher(violation.path()).replaceAll("");
        }
        return violation.line() > 0 ? "line " + violation.line() + " of the file" : "document";
    }
}

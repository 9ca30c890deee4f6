package dev.ratchet.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.ratchet.workflows.operations.OperationWorkflow;
import io.temporal.activity.ActivityInterface;
import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import io.temporal.common.metadata.POJOWorkflowInterfaceMetadata;
import io.temporal.common.metadata.POJOWorkflowMethodMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What whoever reaches Temporal can use: the table in the deploy notes against the code. */
class EntryPointsTest {
    private static final Path NOTES = Path.of("../deploy/README.md");
    private static final String TITLE = "## Entry points of Temporal";
    private static final Pattern ROW = Pattern.compile("\\| (`[^|]+`) \\| [^|]+ \\| [^|]+ \\| `(\\w+)#(\\w+)` \\|");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z.]+)`");

    private static List<Matcher> rows() throws IOException {
        String section = Files.readString(NOTES).split(TITLE)[1].split("\n## ")[0];
        return section.lines().map(ROW::matcher).filter(Matcher::matches).toList();
    }

    @Test
    void the_table_names_all_of_them() throws IOException {
        Set<String> written = new TreeSet<>();
        rows().forEach(row -> NAME.matcher(row.group(1)).results().forEach(name -> written.add(name.group(1))));
        Set<String> there = new TreeSet<>();
        Agents.PRODUCT.registrations().values().stream()
                .flatMap(agent -> agent.workflows().stream())
                .flatMap(each -> ofWorkflow(each.workflow()))
                .forEach(there::add);
        ofWorkflow(OperationWorkflow.class).forEach(there::add);
        JavaClasses product = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("dev.ratchet.workflows.contract");
        for (JavaClass found : product) {
            if (found.isAnnotatedWith(ActivityInterface.class)) {
                POJOActivityInterfaceMetadata.newInstance(found.reflect())
                        .getMethodsMetadata()
                        .forEach(method -> there.add(method.getActivityTypeName()));
            }
        }
        assertThat(written).isEqualTo(there);
    }

    private static Stream<String> ofWorkflow(Class<?> workflow) {
        POJOWorkflowInterfaceMetadata metadata = POJOWorkflowInterfaceMetadata.newInstance(workflow);
        String type = metadata.getWorkflowType().orElseThrow();
        return Stream.concat(
                Stream.of(type),
                metadata.getMethodsMetadata().stream()
                        .map(POJOWorkflowMethodMetadata::getName)
                        .filter(name -> !name.equals(type))
                        .map(name -> type + "." + name));
    }

    @Test
    void the_tests_that_it_names_are_there() throws IOException {
        JavaClasses tests = new ClassFileImporter().importPackages("dev.ratchet");
        for (Matcher row : rows()) {
            assertThat(tests.stream()
                            .filter(each -> each.getSimpleName().equals(row.group(2)))
                            .flatMap(each -> Arrays.stream(each.reflect().getDeclaredMethods()))
                            .filter(EntryPointsTest::isTest)
                            .map(method -> method.getName()))
                    .as(row.group(2))
                    .contains(row.group(3));
        }
    }

    private static boolean isTest(java.lang.reflect.Method method) {
        return method.isAnnotationPresent(Test.class)
                || method.isAnnotationPresent(TestFactory.class)
                || method.isAnnotationPresent(org.junit.jupiter.params.ParameterizedTest.class);
    }
}

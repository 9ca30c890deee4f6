package dev.ratchet.starter.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.command.Unreachable;
import dev.ratchet.starter.submit.DropFolder.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
    @TempDir
    Path dir;

    private final List<String> submitted = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final Map<String, List<SubmitResult>> answers = new TreeMap<>();
    private boolean unreachable;
    private Runnable meanwhile = () -> {};
    private DropFolder folder;
    private FolderWatch watch;

    @BeforeEach
    void open() {
        folder = DropFolder.open(dir);
        watch = new FolderWatch(
                folder,
                this::submitter,
                Duration.ofMillis(1),
                result -> told.add(result.file() + " " + result.outcome()),
                notices::add);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    private FolderWatch.Submitter submitter() {
        if (unreachable) {
            throw new Unreachable("The gateway", "http://nowhere", "RATCHET_URL", null);
        }
        return new FolderWatch.Submitter() {
            @Override
            public void submit(Path file, Consumer<SubmitResult> results) {
                String name = file.getFileName().toString();
                submitted.add(name);
                meanwhile.run();
                answers.getOrDefault(name, List.of(result(name, SubmitOutcome.POSTED, "BOOKED", "invoice/default/1")))
                        .forEach(results);
            }

            @Override
            public void close() {}
        };
    }

    private static SubmitResult result(String file, SubmitOutcome outcome, String code, String id) {
        return new SubmitResult(file, id, outcome, null, code, "because", null, null, null);
    }

    private Path drop(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }

    private void look(int times) throws IOException {
        for (int n = 0; n < times; n++) {
            watch.look();
        }
    }

    private List<String> in(String sub) throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve(sub))) {
            return files.filter(Files::isRegularFile)
                    .map(each -> each.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_file_that_is_complete_is_submitted_once_and_moved() throws Exception {
        drop("a.xml", "a");
        look(1);
        assertThat(submitted)
                .as("one look does not tell whether it is complete")
                .isEmpty();
        look(3);
        assertThat(submitted).containsExactly("a.xml");
        assertThat(in("done")).containsExactly("a.xml");
        assertThat(in("failed")).isEmpty();
        assertThat(told).containsExactly("a.xml POSTED");
        assertThat(in("")).containsExactly(".ratchet-watch.lock");
    }

    @Test
    void a_file_that_grows_is_waited_for() throws Exception {
        Path file = drop("a.xml", "a");
        for (int n = 0; n < 5; n++) {
            look(1);
            Files.writeString(file, "a".repeat(n + 2));
        }
        assertThat(submitted).isEmpty();
        look(2);
        assertThat(submitted).containsExactly("a.xml");
    }

    @Test
    void an_empty_file_is_waited_for_longer() throws Exception {
        drop("a.xml", "");
        look(Settling.LOOKS_AT_EMPTY - 1);
        assertThat(submitted).isEmpty();
        look(1);
        assertThat(submitted).containsExactly("a.xml");
    }

    @Test
    void what_is_hidden_unfinished_a_link_or_a_folder_is_left_alone() throws Exception {
        for (String name : List.of(".a.xml", "b.tmp", "c.xml.part", "d.filepart", "e.PART")) {
            drop(name, "x");
        }
        Files.createDirectory(dir.resolve("sub"));
        Files.createSymbolicLink(dir.resolve("link.xml"), drop(".target", "x"));
        look(4);
        assertThat(submitted).isEmpty();
    }

    @Test
    void what_a_person_should_look_at_is_in_failed_with_the_reason() throws Exception {
        drop("r.xml", "r");
        answers.put("r.xml", List.of(result("r.xml", SubmitOutcome.REFUSED, "XML_BROKEN", "invoice/default/2")));
        drop("z.zip", "z");
        answers.put(
                "z.zip",
                List.of(
                        result("z.zip/ok.xml", SubmitOutcome.POSTED, "BOOKED", "invoice/default/3"),
                        result("z.zip/logo.png", SubmitOutcome.SKIPPED, "PICTURE", null),
                        result("z.zip/x.rar", SubmitOutcome.FAILED, "GONE", "invoice/default/4")));
        drop("w.xml", "w");
        answers.put("w.xml", List.of(result("w.xml", SubmitOutcome.WAITING, "OVER_LIMIT", "invoice/default/5")));
        look(2);
        assertThat(in("failed")).containsExactly("r.xml", "r.xml.why.txt", "z.zip", "z.zip.why.txt");
        assertThat(in("done")).containsExactly("w.xml");
        assertThat(dir.resolve("failed/r.xml.why.txt"))
                .content()
                .contains("r.xml", "REFUSED XML_BROKEN", "because", "invoice/default/2");
        assertThat(dir.resolve("failed/z.zip.why.txt"))
                .content()
                .contains("x.rar")
                .doesNotContain("ok.xml");
    }

    @Test
    void a_name_that_is_taken_gets_a_number() throws Exception {
        for (int n = 0; n < 3; n++) {
            drop("a.xml", "a" + n);
            look(2);
        }
        assertThat(in("done")).containsExactly("a-1.xml", "a-2.xml", "a.xml");
        assertThat(dir.resolve("done/a-2.xml")).hasContent("a2");
        answers.put("b", List.of(result("b", SubmitOutcome.REFUSED, "X", null)));
        answers.put("b.why.txt", List.of(result("b.why.txt", SubmitOutcome.REFUSED, "Y", null)));
        for (String name : List.of("b.why.txt", "b", "b")) {
            drop(name, "its own text");
            look(2);
        }
        assertThat(in("failed"))
                .containsExactly("b", "b-1", "b-1.why.txt", "b.why-1.txt", "b.why-1.txt.why.txt", "b.why.txt");
        assertThat(dir.resolve("failed/b.why-1.txt")).hasContent("its own text");
    }

    @Test
    void a_reason_without_its_file_is_written_again() throws Exception {
        drop("a.xml", "a");
        Files.writeString(dir.resolve("failed/a.xml.why.txt"), "of a process that was killed before it moved the file");
        answers.put("a.xml", List.of(result("a.xml", SubmitOutcome.REFUSED, "X", null)));
        look(2);
        assertThat(in("failed")).containsExactly("a.xml", "a.xml.why.txt");
        assertThat(dir.resolve("failed/a.xml.why.txt")).content().contains("REFUSED X");
    }

    @Test
    void what_nobody_answered_for_stays_and_does_not_hold_up_the_others() throws Exception {
        drop("a.xml", "a");
        drop("b.xml", "b");
        answers.put("a.xml", List.of(result("a.xml", SubmitOutcome.FAILED, "RUNS_UNAVAILABLE", null)));
        look(2);
        assertThat(in("done")).containsExactly("b.xml");
        assertThat(in("")).contains("a.xml");
        assertThat(notices).hasSize(1);
        assertThat(notices.get(0)).contains("a.xml stays", "RUNS_UNAVAILABLE");
        assertThat(told).containsExactly("b.xml POSTED");
        answers.remove("a.xml");
        while (in("done").size() < 2) {
            look(1);
        }
        assertThat(notices).hasSize(1);
    }

    @Test
    void while_the_service_is_away_files_stay_and_it_is_said_once() throws Exception {
        drop("a.xml", "a");
        unreachable = true;
        Thread running = new Thread(() -> {
            try {
                watch.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        running.start();
        while (notices.isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(in("")).contains("a.xml");
        unreachable = false;
        while (in("done").isEmpty()) {
            Thread.onSpinWait();
        }
        watch.stop();
        running.join();
        assertThat(notices).hasSize(2);
        assertThat(notices.get(0)).contains("does not answer", "files stay");
        assertThat(notices.get(1)).isEqualTo("it goes on");
    }

    @Test
    void a_file_that_changes_under_way_stays() throws Exception {
        Path file = drop("a.xml", "a");
        meanwhile = () -> {
            try {
                Files.writeString(file, "more of it");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        };
        look(2);
        assertThat(in("done")).isEmpty();
        meanwhile = () -> {};
        look(3);
        assertThat(submitted).containsExactly("a.xml", "a.xml");
        assertThat(in("done")).containsExactly("a.xml");
    }

    @Test
    void when_it_is_stopped_the_file_in_hand_is_the_last() throws Exception {
        drop("a.xml", "a");
        drop("b.xml", "b");
        meanwhile = watch::stop;
        look(2);
        assertThat(in("done")).containsExactly("a.xml");
        assertThat(in("")).contains("b.xml");
        watch.run();
        assertThat(submitted).containsExactly("a.xml");
    }

    @Test
    void one_process_watches_a_folder() {
        assertThatThrownBy(() -> DropFolder.open(dir))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("watched by another process");
        assertThatThrownBy(() -> DropFolder.open(dir.resolve("nowhere")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("no folder");
    }

    @Test
    void another_time_of_change_is_a_change() throws Exception {
        Path file = drop("a.xml", "a");
        Stamp before = folder.stamp(file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        assertThat(folder.stamp(file)).isNotEqualTo(before);
    }
}

package dev.ratchet.starter.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.gateway.ModelsClient;
import dev.ratchet.starter.screen.Column;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.models.CheckedModel;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "models", description = "The models that answer.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class ModelsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a subcommand is missing: models check");
    }

    @Command(
            name = "check",
            description =
                    "Has the gateway make one tiny call to each model that it was told of; costs some fifty tokens each.",
            mixinStandardHelpOptions = true)
    int check(@Option(names = "--json", description = "One line of JSON per model.") boolean json)
            throws JsonProcessingException {
        CommandContext here = CommandContext.of(spec);
        List<CheckedModel> checked = ModelsClient.of(here).check();
        if (json) {
            for (CheckedModel model : checked) {
                here.out().println(Json.mapper().writeValueAsString(model));
            }
        } else {
            here.out()
                    .println(Tables.of(
                            here.width(),
                            COLUMNS,
                            checked.stream().map(ModelsCommand::row).toList()));
        }
        return checked.stream().allMatch(model -> model.wrong() == null) ? 0 : 1;
    }

    private static final List<Column> COLUMNS = List.of(
            Column.whole("MODEL"),
            Column.whole("TIERS"),
            Column.whole("NAME"),
            Column.detail("SCHEMA"),
            Column.figure("MS"),
            Column.detail("PRICE"),
            Column.text("FOUND"));

    private static List<@Nullable Object> row(CheckedModel model) {
        return Arrays.asList(
                model.id(),
                String.join(", ", model.tiers()),
                model.model() + " (" + model.provider() + ")",
                model.schema(),
                model.millis(),
                model.price(),
                model.wrong() == null ? "works" : model.wrong());
    }
}

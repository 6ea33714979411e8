/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;

import io.github.smtpprobe.cli.format.FormatOptions;
import java.lang.reflect.Member;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;

/** The order of the options in the help: each class of options has one topic. */
final class OptionGroups {
    private static final String OTHERS = "Others";

    private static final Map<String, List<Class<?>>> TOPICS = topics();

    private OptionGroups() {}

    private static Map<String, List<Class<?>>> topics() {
        Map<String, List<Class<?>>> topics = new LinkedHashMap<>();
        topics.put("Whom to ask, and what", List.of(TargetOptions.class, StopOptions.class));
        topics.put("TLS", List.of(TlsOptions.class, TrustOptions.class, ClientKeyOptions.class));
        topics.put("Login", List.of(LoginOptions.class));
        topics.put("Mail", List.of(EnvelopeOptions.class, SendOptions.class, ProbeCommand.class));
        topics.put("The way to the server", List.of(RoadOptions.class, ProxyHeaderOptions.class));
        topics.put("What is shown", List.of(OutputOptions.class, FormatOptions.class, RepeatOptions.class));
        topics.put(OTHERS, List.of());
        return topics;
    }

    /** Adds a heading for each topic to the help of the probe; subcommands have only few options. */
    static void addTo(CommandLine line) {
        line.getHelpSectionMap().put(SECTION_KEY_OPTION_LIST, OptionGroups::render);
    }

    private static String render(Help help) {
        StringBuilder out = new StringBuilder();
        TOPICS.keySet().forEach(topic -> {
            List<OptionSpec> options = help.commandSpec().options().stream()
                    .filter(option -> topic(option).equals(topic))
                    .toList();
            Help.Layout layout = help.createDefaultLayout();
            layout.addOptions(options, help.parameterLabelRenderer());
            out.append(System.lineSeparator()).append(topic).append(':').append(System.lineSeparator());
            out.append(layout);
        });
        return out.toString();
    }

    static String topic(OptionSpec option) {
        Class<?> declaring =
                option.userObject() instanceof Member member ? member.getDeclaringClass() : OptionGroups.class;
        return TOPICS.entrySet().stream()
                .filter(each -> each.getValue().contains(declaring))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(OTHERS);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.cli.message.Attachment;
import io.github.smtpprobe.cli.message.Body;
import io.github.smtpprobe.cli.message.HeaderField;
import io.github.smtpprobe.cli.message.ProbeMessage;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import java.io.InputStream;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The test message, which is only sent if {@code --send} is given. */
final class SendOptions {
    private static final int MOST_TYPED = 2 << 20;

    @Option(
            names = "--send",
            description = "Send a test message from --from to --to, once. Without this option nothing is sent.")
    private boolean send;

    @Option(
            names = "--header",
            paramLabel = "FIELD",
            description =
                    "With --send: add a header field such as 'Subject: hello', in place of the message's own field of that"
                            + " name; repeatable.")
    private @Nullable List<String> fields;

    @Option(
            names = "--body",
            paramLabel = "TEXT",
            description = "With --send: the text of the message; after an @, the name of a file that contains it; - is"
                    + " standard input.")
    private @Nullable String body;

    @Option(names = "--attach", paramLabel = "FILE", description = "With --send: attach this file; repeatable.")
    private @Nullable List<String> files;

    boolean sends() {
        return send;
    }

    /** Refuses options that make no sense together, before anything is read or asked for. */
    void check(EnvelopeOptions envelope, boolean inputTaken) {
        if (!send && (fields != null || body != null || files != null)) {
            String first = fields != null ? "--header" : body != null ? "--body" : "--attach";
            throw new IllegalArgumentException(first + " is of use with --send only: without it nothing is sent");
        }
        if (!send) {
            return;
        }
        if (!envelope.deliverable()) {
            throw new IllegalArgumentException("--send needs --from and --to");
        }
        if ("-".equals(body) && inputTaken) {
            throw new IllegalArgumentException("--body - and a password from standard input exclude each other");
        }
        if (envelope.sender().isEmpty() && given().stream().noneMatch(each -> each.named("From"))) {
            throw new IllegalArgumentException(
                    "--send with the null reverse-path needs a sender for people to read: --header 'From: …'");
        }
    }

    /**
     * Adds the message, if one is to be sent.
     *
     * @param hello name of this client in EHLO, if one was given
     */
    void addTo(ProbeRequest.Builder request, EnvelopeOptions envelope, Optional<String> hello, InputStream in) {
        if (!send) {
            return;
        }
        ProbeMessage message = message(envelope, hello);
        for (HeaderField each : given()) {
            named("--header", () -> message.add(each));
        }
        if (body != null) {
            message.body(body(body, in));
        }
        List<String> all = files == null ? List.of() : files;
        for (int i = 0; i < all.size(); i++) {
            String which = all.size() == 1 ? "--attach" : "--attach (number " + (i + 1) + ")";
            GivenFile file = new GivenFile(which, all.get(i).replaceFirst("^@", ""));
            message.attach(new Attachment(file.name(), file.type(), file.content()));
        }
        request.message(named("--body", message::octets));
    }

    private static ProbeMessage message(EnvelopeOptions envelope, Optional<String> hello) {
        String domain = hello.filter(each -> each.matches("[A-Za-z0-9.-]+"))
                .or(() -> envelope.sender().map(each -> each.substring(each.lastIndexOf('@') + 1)))
                .orElse("smtp-probe.invalid");
        String program = "smtp-probe " + ProbeReport.libraryVersion();
        ProbeMessage.Marks marks = new ProbeMessage.Marks(
                ZonedDateTime.now(ZoneId.systemDefault()), UUID.randomUUID().toString(), domain, program);
        return named("--send", () -> new ProbeMessage(envelope.sender(), envelope.recipients(), marks));
    }

    private List<HeaderField> given() {
        return fields == null
                ? List.of()
                : fields.stream()
                        .map(each -> named("--header", () -> HeaderField.read(each)))
                        .toList();
    }

    private static Body body(String given, InputStream in) {
        if (given.equals("-")) {
            return Body.of(StandardInput.read(in, MOST_TYPED));
        }
        return given.startsWith("@") ? Body.of(new GivenFile("--body", given.substring(1)).content()) : Body.of(given);
    }

    private static <T> T named(String option, java.util.function.Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(option + " " + wrong.getMessage());
        }
    }
}

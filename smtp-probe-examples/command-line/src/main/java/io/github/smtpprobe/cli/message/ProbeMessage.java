/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.message;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A message that says that it is a test. Given fields replace the default ones. Not thread-safe. */
public final class ProbeMessage {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    /** Fields about the encoding, which only this class may write, because it encodes the message. */
    private static final Set<String> OWN = Set.of("mime-version", "content-transfer-encoding", "content-disposition");

    private static final String CONTENT_TYPE = "Content-Type";

    private final List<HeaderField> defaults = new ArrayList<>();
    private final List<HeaderField> given = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private final String id;
    private Body body;

    /**
     * What distinguishes a message from all others.
     *
     * @param made    when
     * @param id      a word that no other message has
     * @param domain  of this client, for the Message-ID
     * @param program its name and version
     */
    public record Marks(ZonedDateTime made, String id, String domain, String program) {}

    /**
     * Begins a message.
     *
     * @param sender mailbox of the reverse-path; empty if that is null, and then a field From has to be {@linkplain #add given}
     * @param to     mailboxes of the recipients
     * @param marks  of this message
     * @throws IllegalArgumentException if a mailbox is not ASCII
     */
    public ProbeMessage(Optional<String> sender, List<String> to, Marks marks) {
        String date = DATE.format(marks.made());
        id = marks.id();
        defaults.add(new HeaderField("Date", date));
        sender.ifPresent(from -> defaults.add(new HeaderField("From", from)));
        defaults.add(new HeaderField("To", String.join(", ", to)));
        defaults.add(new HeaderField("Subject", "smtp-probe test " + date));
        defaults.add(new HeaderField("Message-ID", "<" + id + "@" + marks.domain() + ">"));
        defaults.add(new HeaderField("X-Mailer", marks.program()));
        defaults.add(new HeaderField("Auto-Submitted", "auto-generated")); // RFC 3834: no automatic reply
        defaults.forEach(HeaderField::line);
        body = Body.of("This is a test message of " + marks.program()
                + ".\nIt shows that mail from the sender gets through to this"
                + " mailbox. It needs no answer and can be deleted.\n");
    }

    /**
     * Adds a field, instead of those that the message has of that name on its own.
     *
     * @param field any but those that say how the message is encoded
     * @return this message
     * @throws IllegalArgumentException if it is one of those
     */
    public ProbeMessage add(HeaderField field) {
        if (OWN.contains(field.name().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "must not say how the message is encoded: this program decides that itself");
        }
        String type = field.value().toLowerCase(Locale.ROOT);
        if (field.named(CONTENT_TYPE) && (type.startsWith("multipart/") || type.startsWith("message/"))) {
            throw new IllegalArgumentException("must name the type of a text: parts are made of attachments");
        }
        field.line();
        given.add(field);
        return this;
    }

    /**
     * Sets the text.
     *
     * @param text instead of the one that the message has on its own
     * @return this message
     */
    public ProbeMessage body(Body text) {
        body = text;
        return this;
    }

    /**
     * Adds a file.
     *
     * @param file that goes with the text
     * @return this message
     */
    public ProbeMessage attach(Attachment file) {
        attachments.add(file);
        return this;
    }

    /**
     * Writes the message.
     *
     * @return octets in ASCII, in lines of 998 octets at most, each with CR LF
     * @throws IllegalArgumentException if the body is of an unknown charset; the message follows the name of the body
     */
    public byte[] octets() {
        StringBuilder all = new StringBuilder();
        defaults.stream()
                .filter(each -> given.stream().noneMatch(other -> other.named(each.name())))
                .forEach(each -> all.append(each.line()));
        given.stream().filter(each -> !each.named(CONTENT_TYPE)).forEach(each -> all.append(each.line()));
        String type = given.stream()
                .filter(each -> each.named(CONTENT_TYPE))
                .map(HeaderField::value)
                .findFirst()
                .orElse("");
        all.append("MIME-Version: 1.0\r\n").append(attachments.isEmpty() ? body.entity(type) : parts(type));
        return all.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private String parts(String type) {
        String boundary = "=_" + id; // neither base64 nor quoted-printable allows it (RFC 2045 §6.7)
        StringBuilder all =
                new StringBuilder("Content-Type: multipart/mixed;\r\n boundary=\"" + boundary + "\"\r\n\r\n");
        all.append("--").append(boundary).append("\r\n").append(body.entity(type));
        attachments.forEach(
                each -> all.append("\r\n--").append(boundary).append("\r\n").append(each.part()));
        return all.append("\r\n--").append(boundary).append("--\r\n").toString();
    }
}

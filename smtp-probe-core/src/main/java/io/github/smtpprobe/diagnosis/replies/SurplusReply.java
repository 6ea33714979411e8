/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.replies;

import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.words.Quotation;
import io.github.smtpprobe.diagnosis.words.Values;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.transcript.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a server sent after a complete reply. The step at which it was found had not sent anything yet, so it is explained by what
 * came before, not by that step.
 */
final class SurplusReply {
    /**
     * Said if nothing had been sent yet. Postfix, for example, answers {@code PROXY TCP4 ...} with 500 or 502, right after its
     * greeting.
     */
    private static final String NOT_TO_US =
            "This client had sent nothing yet: either the server refuses the session after its own greeting, or something"
                    + " else on the way was answered, often the PROXY protocol header of a load balancer, which a mail server"
                    + " has to be told to expect.";

    private static final String GREETED_TWICE =
            "It begins with 220, as the greeting does, and this client had sent nothing yet: either two servers greet, as a"
                    + " proxy and the server behind it do, or the greeting lacks the hyphen after its code that says that it"
                    + " continues.";

    private static final String BEFORE_THE_MESSAGE =
            "It came before any of the message was sent, so it does not answer the message, and no part of the message was"
                    + " sent.";

    private static final String EMPTY_LINE = "What came is an empty line";

    private static final String MORE_LINE_ENDS = ": the reply before it ends with more than one line end";

    private static final String BUFFER =
            ", which no reply contains: a program does so that sends a whole buffer instead of the text in it.";

    private static final String NUL = "\0";
    private static final String LINE_ENDS = "\r\n";

    private static final int CODE = 3;

    private final Attempt attempt;
    private final Fact met;
    private final List<Entry> said = new ArrayList<>();
    private String command = "";

    /**
     * Examines what came.
     *
     * @param met the step at which it was found
     */
    SurplusReply(Attempt attempt, Fact met) {
        this.attempt = attempt;
        this.met = met;
        for (Entry entry : attempt.transcript().entries()) {
            if (entry.direction() == Entry.Direction.CLIENT) {
                said.clear();
                command = entry.text().strip();
            } else if (entry.direction() == Entry.Direction.SERVER) {
                said.add(entry);
            }
        }
    }

    /** A line that ends with LF, and CR behind it that begins no other line. */
    static boolean endsInDisorder(Attempt attempt) {
        List<byte[]> said = attempt.transcript().entries().stream()
                .filter(entry -> entry.direction() == Entry.Direction.SERVER)
                .map(Entry::octets)
                .toList();
        if (said.size() < 2) {
            return false;
        }
        byte[] line = said.get(said.size() - 2);
        byte[] last = said.get(said.size() - 1);
        return last.length == 1
                && last[0] == '\r'
                && line.length > 1
                && line[line.length - 1] == '\n'
                && line[line.length - 2] != '\r';
    }

    /** What stands before it, as sentences name it; empty where the step had sent its command, or nothing came before. */
    String behind() {
        if (!AttemptFindings.failed(met, Reason.UNSOLICITED_REPLY)) {
            return "";
        }
        return beforeTheMessage()
                ? "its reply to DATA"
                : before().map(SurplusReply::named).orElse("");
    }

    /** What it is, if it does not even begin as a reply does; empty otherwise, and if it is not known. */
    String odd() {
        List<Entry> extra = extra();
        if (extra.isEmpty() || Character.isDigit(extra.get(0).octets()[0])) {
            return "";
        }
        if (octets(extra, NUL)) {
            return length(extra) == 1 ? "a NUL octet" : "NUL octets";
        }
        return octets(extra, LINE_ENDS) && !bareReturn(extra) ? "an empty line" : "octets";
    }

    /** Whether a carriage return is among the octets that belongs to no line end. */
    private static boolean bareReturn(List<Entry> extra) {
        return extra.stream()
                .map(entry -> new String(entry.octets(), StandardCharsets.ISO_8859_1))
                .anyMatch(octets -> octets.replace("\r\n", "").indexOf('\r') >= 0);
    }

    private String shown(String odd) {
        List<Entry> extra = extra();
        if (odd.equals("an empty line")) {
            boolean replied = before().filter(TlsHandshake.class::isInstance).isEmpty();
            return EMPTY_LINE + (replied ? MORE_LINE_ENDS : "") + ".";
        }
        if (octets(extra, NUL)) {
            int count = length(extra);
            return "What came is " + (count == 1 ? "1 NUL octet" : count + " NUL octets") + BUFFER;
        }
        return extra.stream()
                .map(Entry::text)
                .filter(text -> !text.isBlank())
                .findFirst()
                .map(text -> "What came is no reply: " + Quotation.exact(text) + ".")
                .orElse("");
    }

    private static int length(List<Entry> entries) {
        return entries.stream().mapToInt(Entry::length).sum();
    }

    private static boolean octets(List<Entry> entries, String only) {
        for (Entry entry : entries) {
            for (byte octet : entry.octets()) {
                if (only.indexOf(octet) < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What came behind the reply to the previous step. */
    private List<Entry> extra() {
        Optional<Fact> before = before();
        if (before.isEmpty()) {
            return List.of();
        }
        boolean shaken = before.get() instanceof TlsHandshake;
        int lines = before.get()
                .outcome()
                .reply()
                .map(reply -> reply.lines().size())
                .orElse(0);
        return said.stream()
                .filter(entry -> !shaken || entry.encrypted())
                .skip(lines)
                .toList();
    }

    /** A sentence about what its lines reveal of its origin; empty if they reveal nothing. */
    String shows() {
        if (beforeTheMessage()) {
            return BEFORE_THE_MESSAGE;
        }
        String odd = odd();
        if (!odd.isEmpty()) {
            return shown(odd);
        }
        boolean greeting = before().filter(Greeting.class::isInstance).isPresent();
        Optional<String> code = sameCode();
        if (greeting && command.isEmpty()) {
            return code.filter("220"::equals).isPresent() ? GREETED_TWICE : NOT_TO_US;
        }
        return code.map(each ->
                        "It begins with " + each + ", as the line before it does: if both were meant as one reply, it"
                                + " lacks the hyphen after its code that says that it continues.")
                .orElse("");
    }

    private boolean beforeTheMessage() {
        return met instanceof MessageTransfer && met.stage() == Stage.DATA && command.equalsIgnoreCase("DATA");
    }

    /** The code of the reply's last line, if the next line has the same one. */
    private Optional<String> sameCode() {
        int lines = before().flatMap(fact -> fact.outcome().reply())
                .map(reply -> reply.lines().size())
                .orElse(0);
        if (lines == 0 || said.size() <= lines) {
            return Optional.empty();
        }
        String last = code(said.get(lines - 1));
        return Optional.of(last).filter(code(said.get(lines))::equals);
    }

    private static String code(Entry entry) {
        byte[] octets = entry.octets();
        return octets.length < CODE ? "" : new String(octets, 0, CODE, StandardCharsets.ISO_8859_1);
    }

    /** The previous step, which the server had answered. */
    private Optional<Fact> before() {
        List<Fact> facts = attempt.facts();
        return facts.subList(0, Math.max(0, facts.indexOf(met))).stream()
                .filter(fact -> !(fact.outcome() instanceof Outcome.Skipped))
                .reduce((earlier, later) -> later)
                .filter(fact -> fact.outcome().reply().isPresent() || fact instanceof TlsHandshake);
    }

    private static String named(Fact fact) {
        if (fact instanceof Greeting) {
            return "its greeting";
        }
        return fact instanceof TlsHandshake
                ? "the TLS handshake"
                : "its reply to " + (fact instanceof Ehlo hello ? hello.verb() : Values.name(fact));
    }
}

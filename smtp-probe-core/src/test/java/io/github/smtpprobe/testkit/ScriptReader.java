/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Event;
import io.github.smtpprobe.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a script from text, line by line. A line that cannot be read, or cannot be played at its place, is refused. */
final class ScriptReader {
    private static final List<String> STARTS = List.of("S: ", "C: ", "S~ ", "C~ ", "* ");

    private final List<ScriptLine> lines = new ArrayList<>();
    private boolean secured;

    static List<ScriptLine> read(String text) {
        ScriptReader reader = new ScriptReader();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                reader.add(number, line);
            }
        }
        return reader.lines;
    }

    private void add(int number, String line) {
        try {
            ScriptLine read = line.startsWith("* ") ? event(line.substring(2)) : said(line);
            if (needsTls(read) && !secured) {
                throw new IllegalArgumentException("before it stands no \"* tls any\"");
            }
            secured |= read.startsTls();
            if (!belongsToMessage(read)) {
                lines.add(read);
            }
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("line " + number + ", \"" + line + "\": " + wrong.getMessage(), wrong);
        }
    }

    /** What the client says behind "* message" are the message's lines. */
    private boolean belongsToMessage(ScriptLine read) {
        if (!lines.isEmpty()
                && lines.get(lines.size() - 1) instanceof ScriptMessage message
                && message.takesLines()
                && read instanceof ScriptLine.Said said
                && said.entry().direction() == Entry.Direction.CLIENT) {
            lines.set(lines.size() - 1, message.with(said.entry()));
            return true;
        }
        return false;
    }

    private static boolean needsTls(ScriptLine line) {
        return line instanceof ScriptLine.Said said
                ? said.entry().encrypted()
                : line instanceof ScriptEvent event && event.kind() == ScriptEvent.Kind.REKEY;
    }

    private static ScriptLine event(String text) {
        String[] words = text.split(" ", 2);
        String argument = words.length > 1 ? words[1] : "";
        if (words[0].equals(ScriptMessage.WORD)) {
            return ScriptMessage.read(argument);
        }
        Optional<ScriptEvent> own = ScriptEvent.read(words[0], argument);
        return own.isPresent() ? own.get() : new ScriptLine.Said(entry("* " + text, happening(words[0], argument)));
    }

    /** What may be wrong with an event that a transcript has, too. */
    private static String happening(String word, String argument) {
        return Stream.of(Event.Kind.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .map(kind -> switch (kind) {
                    case TLS ->
                        "behind \"tls\" stands a protocol or \"any\", such as \"* tls any\" or \"* tls TLSv1.3\"";
                    case PROXY_HEADER ->
                        "behind \"proxy-header\" stands a header, such as \"* proxy-header v1 192.0.2.1:40000"
                                + " 192.0.2.2:25\" or \"* proxy-header v2 local\"";
                    case ROAD -> "behind \"road\" stand words, such as \"* road SOCKS5 proxy 192.0.2.1:1080\"";
                    case WITHHELD, LEFT_OUT -> "behind \"" + word + "\" stands a number, such as \"* " + word + " 12\"";
                    default -> "nothing stands behind \"" + word + "\"";
                })
                .orElseGet(() -> "no event is called \"" + word + "\"; there are " + all());
    }

    private static String all() {
        return Stream.of(
                        Stream.of(ScriptMessage.WORD),
                        Stream.of(ScriptEvent.Kind.values()).map(ScriptEvent.Kind::word),
                        Stream.of(Event.Kind.values()).map(Event.Kind::word))
                .flatMap(words -> words)
                .collect(Collectors.joining(", "));
    }

    private static ScriptLine said(String line) {
        String start = line.length() == 2 ? line + " " : line; // an empty line has no blank
        if (STARTS.stream().noneMatch(start::startsWith)) {
            throw new IllegalArgumentException("a line begins with \"S: \" or \"C: \" in clear text, with \"S~ \" or"
                    + " \"C~ \" under TLS, or with \"* \" for an event");
        }
        return new ScriptLine.Said(entry(line, ""));
    }

    private static Entry entry(String line, String mistake) {
        try {
            return Transcript.parse(line).entries().get(0);
        } catch (IllegalArgumentException wrong) {
            String told = String.valueOf(wrong.getMessage()).replaceFirst("line 1: ", "");
            throw new IllegalArgumentException(mistake.isEmpty() ? told : mistake, wrong);
        }
    }
}

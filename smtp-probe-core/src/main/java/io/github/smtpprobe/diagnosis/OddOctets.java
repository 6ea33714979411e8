/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.transcript.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a server sent that a terminal obeys and nobody sees: controls, and marks that change the direction of text. */
final class OddOctets {
    private OddOctets() {}

    /** What there is of it in a conversation that this client had, in words. */
    static List<String> words(Attempt attempt) {
        boolean controls = false;
        boolean directions = false;
        for (Entry entry : attempt.purpose().pasted()
                ? List.<Entry>of()
                : attempt.transcript().entries()) {
            if (entry.direction() == Entry.Direction.SERVER && odd(entry.octets())) {
                String text = new String(entry.octets(), StandardCharsets.UTF_8).stripTrailing();
                controls |= text.chars().anyMatch(each -> each != '\t' && each < ' ' || each == 0x7F);
                directions |= text.chars().anyMatch(OddOctets::turns);
            }
        }
        List<String> words = new ArrayList<>();
        if (controls) {
            words.add("a reply contains control characters");
        }
        if (directions) {
            words.add("a reply contains marks that change the direction of text");
        }
        return words;
    }

    /** Whether a line has more than printable ASCII and its end: few have. */
    private static boolean odd(byte[] line) {
        for (byte each : line) {
            if ((each < ' ' && each != '\r' && each != '\n' && each != '\t') || each == 0x7F) {
                return true;
            }
        }
        return false;
    }

    private static boolean turns(int each) {
        return (each >= 0x202A && each <= 0x202E) || (each >= 0x2066 && each <= 0x2069);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.replies;

import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Transcript;

/**
 * The commands that were sent last, without a reply between them, and their replies.
 *
 * @param commands how many were sent
 * @param replies  how many of them were answered
 * @param lines    how many whole lines the replies have together
 */
record SentTogether(int commands, int replies, int lines) {
    static SentTogether last(Transcript transcript) {
        int commands = 0;
        int replies = 0;
        int lines = 0;
        boolean answered = true;
        boolean message = false; // all of its lines count as one
        for (Entry entry : transcript.entries()) {
            if (entry.direction() == Entry.Direction.CLIENT) {
                commands = answered ? 1 : commands + (message ? 0 : 1);
                replies = answered ? 0 : replies;
                lines = answered ? 0 : lines;
                answered = false;
            } else if (entry.direction() == Entry.Direction.SERVER) {
                answered = true;
                message = entry.text().startsWith("354");
                replies += endsReply(entry.octets()) ? 1 : 0;
                lines++;
            }
        }
        return new SentTogether(commands, replies, lines);
    }

    /** Whether a line ends a reply: it has no hyphen after the code, and a line end. */
    private static boolean endsReply(byte[] line) {
        return line.length > 3 && line[3] != '-' && line[line.length - 1] == '\n';
    }
}

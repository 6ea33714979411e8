/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.zones;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/** What a name server does instead of answering: datagrams for a question; over TCP it sends the first. */
public interface Misdeed extends Function<Message, List<byte[]>> {
    /** Nothing at all. */
    Misdeed SILENCE = query -> List.of();

    /** An answer with a code only, such as SERVFAIL. */
    static Misdeed code(int code) {
        return query -> List.of(begun(query, code).toWire());
    }

    /** The beginning of an answer. */
    static Message begun(Message query, int code) {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RD);
        answer.getHeader().setFlag(Flags.RA);
        answer.getHeader().setRcode(code);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        return answer;
    }

    /** The regular answer with a change. */
    static Misdeed changed(World world, Consumer<Message> change) {
        return query -> {
            Message answer = world.answer(query, true);
            change.accept(answer);
            return List.of(answer.toWire(65_535));
        };
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.text.kept.KeptFault;
import io.github.smtpprobe.text.kept.KeptNode;
import java.util.Map;
import java.util.function.Function;

/** The kinds of facts by their tokens, each with the method that reads it back. */
final class KeptFacts {
    private static final Map<String, Function<KeptNode, Fact>> KINDS = Map.ofEntries(
            Map.entry("connect", Connect::read),
            Map.entry("greeting", Greeting::read),
            Map.entry("ehlo", Ehlo::read),
            Map.entry("starttls", StartTls::read),
            Map.entry("tls-handshake", TlsHandshake::read),
            Map.entry("xclient", XClient::read),
            Map.entry("authentication", Authentication::read),
            Map.entry("mail-from", MailFrom::read),
            Map.entry("rcpt-to", RcptTo::read),
            Map.entry("message-transfer", MessageTransfer::read),
            Map.entry("rset", Rset::read),
            Map.entry("quit", Quit::read),
            Map.entry("unplaced-reply", UnplacedReply::read));

    private KeptFacts() {}

    static Fact read(KeptNode kept) {
        String kind = KeptNode.required("kind", kept.text("kind"));
        try {
            return KINDS.getOrDefault(kind, OtherFact::read).apply(kept);
        } catch (KeptFault fault) {
            if (fault.unknownWord()) {
                return OtherFact.read(kept);
            }
            throw fault;
        }
    }
}

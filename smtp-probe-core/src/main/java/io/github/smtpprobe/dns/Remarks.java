/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;

/** What name servers say in addition to their answers along one chain of aliases: who they are, and why an answer has no proof. */
final class Remarks {
    /** The text after this comes from the name server; reports for strangers leave it out. */
    private static final String ADDED = " (the name server adds: ";

    private String server = "";
    private String added = "";
    private boolean objected;
    private Optional<String> unextended = Optional.empty();

    /** Reads what the server of an answer said about the question. */
    void heard(Message answer, Record question) {
        Optional<ProvingServer> one = answer.getResolver()
                .flatMap(each -> each instanceof ProvingServer proving ? Optional.of(proving) : Optional.empty());
        server = one.map(ProvingServer::place).orElse("");
        added = one.flatMap(each -> each.reason(question))
                .map(reason -> ADDED + reason + ")")
                .orElse("");
        objected |= one.filter(each -> each.objects(question)).isPresent();
        unextended = ProvingServer.withoutExtension(answer);
    }

    /** Takes over the name of the server that failed, if it is known. */
    void failedBy(String place) {
        server = place.isEmpty() ? server : place;
    }

    /** Address and port of the last server; may be empty. */
    String server() {
        return server;
    }

    /** Why the server itself considers the last answer bogus, to be put behind other words; may be empty. */
    String added() {
        return added;
    }

    /** Whether a server answers only if it need not check the signatures. */
    boolean objected() {
        return objected;
    }

    /** Why nobody could ask the last server for signatures; empty if it could be asked. */
    Optional<String> unextended() {
        return unextended;
    }
}

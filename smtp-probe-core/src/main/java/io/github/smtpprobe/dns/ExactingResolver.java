/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;

/**
 * One name server, whose SERVFAIL, REFUSED and the like are failures and not answers, so that the next server is asked: dnsjava
 * by itself goes on only after silence.
 */
final class ExactingResolver extends SimpleResolver {
    static final String SAYS = "the name server says ";

    ExactingResolver(InetSocketAddress server) {
        super(server);
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
        return super.sendAsync(query, executor).thenApply(answer -> {
            int code = answer.getRcode();
            if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
                throw new CompletionException(new IOException(SAYS + Rcode.string(code)));
            }
            return answer;
        });
    }
}

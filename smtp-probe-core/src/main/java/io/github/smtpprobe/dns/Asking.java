/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.TSIG;

/**
 * The interface through which dnsjava asks a resolver. Only the parts that are needed here work; nothing can be configured
 * afterwards.
 */
interface Asking extends Resolver {
    @Override
    CompletionStage<Message> sendAsync(Message query, Executor executor);

    @Override
    default void setPort(int port) {
        throw new UnsupportedOperationException("nothing can be set");
    }

    @Override
    default void setTCP(boolean tcp) {
        throw new UnsupportedOperationException("nothing can be set");
    }

    @Override
    default void setIgnoreTruncation(boolean ignored) {
        throw new UnsupportedOperationException("nothing can be set");
    }

    @Override
    default void setEDNS(int version, int payload, int flags, List<EDNSOption> options) {
        throw new UnsupportedOperationException("nothing can be set");
    }

    @Override
    default void setTSIGKey(@Nullable TSIG key) {
        throw new UnsupportedOperationException("nothing can be set");
    }

    @Override
    default void setTimeout(Duration timeout) {
        throw new UnsupportedOperationException("nothing can be set");
    }
}

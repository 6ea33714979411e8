/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import com.google.common.net.InternetDomainName;
import io.github.smtpprobe.batch.Operators;

/** Operators by the public suffix list, as Guava carries it: who registered the name that a host is below. */
final class PublicSuffixes implements Operators {
    @Override
    public String operator(String host) {
        if (!InternetDomainName.isValid(host)) {
            return host;
        }
        InternetDomainName name = InternetDomainName.from(host);
        return name.isUnderRegistrySuffix()
                ? name.topDomainUnderRegistrySuffix().toString()
                : host;
    }
}

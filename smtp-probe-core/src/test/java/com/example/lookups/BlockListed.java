/* SPDX-License-Identifier: Apache-2.0 */
package com.example.lookups;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TargetFact;
import java.net.InetAddress;

/** Whether an address of the target stands on a block list: a fact of an application's, with an accessor of its own. */
public final class BlockListed extends TargetFact {
    private final boolean listed;

    BlockListed(InetAddress address, Outcome outcome, boolean listed) {
        super(TargetFact.builder("example.block-list", "block list", outcome)
                .description(listed ? "listed" : "not listed")
                .value("address", "Address", address.getHostAddress()));
        this.listed = listed;
    }

    public boolean listed() {
        return listed;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The options of a request that say which ways lead to the server.
 *
 * @param <B> the builder. It has no bound, which would stand in the compiled form of each method and so in every caller's.
 */
abstract sealed class RouteOptions<B> implements Cloneable permits SecurityOptions {
    PortPlan ports = PortPlan.submission();
    Coverage coverage = Coverage.FIRST_CONVERSATION;
    AddressFamilies families = AddressFamilies.IPV6_FIRST;

    @Nullable
    Given<String> connectTo;

    @Nullable
    Given<InetAddress> sourceAddress;

    RouteOptions() {}

    /** This builder, as what it is. */
    abstract B self();

    /** A copy of its own; what it holds is never changed in place. */
    @SuppressWarnings("unchecked")
    B copy() {
        try {
            return (B) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /**
     * Sets the ports with their modes.
     *
     * @param plan the ports
     * @return this builder
     */
    public B ports(PortPlan plan) {
        this.ports = plan;
        return self();
    }

    /**
     * Sets how many routes are tried.
     *
     * @param coverage the default is {@link Coverage#FIRST_CONVERSATION}, or {@link Coverage#FIRST_PASS} without a port
     * @return this builder
     */
    public B coverage(Coverage coverage) {
        this.coverage = coverage;
        return self();
    }

    /**
     * Sets which addresses are used.
     *
     * @param families the default is {@link AddressFamilies#IPV6_FIRST}
     * @return this builder
     */
    public B addressFamilies(AddressFamilies families) {
        this.families = families;
        return self();
    }

    /**
     * Connects to this address, whatever DNS says of the host; SNI and the identity in the certificate stay with its name.
     *
     * @param address four decimal numbers, or IPv6 with or without brackets
     * @return this builder
     */
    public B connectTo(String address) {
        connectTo = new Given<>(address);
        return self();
    }

    /**
     * Connects from this address, where the machine has several. Routes of the other address family are left out. A transport of
     * the caller's has to know how ({@link io.github.smtpprobe.transport.Transport#connect(io.github.smtpprobe.route.Route,
     * InetAddress, io.github.smtpprobe.clock.Deadline)}), or the report says that it does not. A probe for untrusted targets
     * refuses such a request: the address may choose another way out, past the walls of this one.
     *
     * @param address of this machine, not the wildcard
     * @return this builder
     */
    public B sourceAddress(InetAddress address) {
        sourceAddress = new Given<>(address);
        return self();
    }
}

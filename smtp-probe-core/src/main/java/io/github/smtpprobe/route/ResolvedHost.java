/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.arguments.Copies;
import io.github.smtpprobe.route.MailResolver.Status;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** A host, and what was found for it. Immutable and thread-safe; instances with the same content are equal. */
public final class ResolvedHost {
    /** A private copy. */
    private final Builder given;

    private ResolvedHost(Builder given) {
        this.given = given;
    }

    /**
     * Begins a host.
     *
     * @param name   in A-labels, or an address
     * @param status how the look-up of its addresses ended
     * @return a builder
     */
    public static Builder builder(String name, Status status) {
        return new Builder(Objects.requireNonNull(name, "name"), Objects.requireNonNull(status, "status"));
    }

    /** {@return its name in A-labels, or an address} */
    public String name() {
        return given.name;
    }

    /** {@return the preference of its MX record} */
    public OptionalInt preference() {
        return given.preference;
    }

    /** {@return how the look-up of its addresses ended} */
    public Status status() {
        return given.status;
    }

    /** {@return its addresses in the order in which they are tried, at most 8} */
    public List<InetAddress> addresses() {
        return given.addresses;
    }

    /** {@return the CNAMEs that were followed} */
    public List<String> aliases() {
        return given.aliases;
    }

    /** {@return how the look-up ended, in words; may be empty} */
    public String detail() {
        return given.detail;
    }

    private List<Object> parts() {
        return List.of(given.name, given.preference, given.status, given.addresses, given.aliases, given.detail);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResolvedHost that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return name, status and addresses} */
    @Override
    public String toString() {
        return name() + " " + status() + " " + addresses();
    }

    /** Builds a {@link ResolvedHost}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder implements Cloneable {
        private final String name;
        private final Status status;
        private OptionalInt preference = OptionalInt.empty();
        private List<InetAddress> addresses = List.of();
        private List<String> aliases = List.of();
        private String detail = "";

        private Builder(String name, Status status) {
            this.name = name;
            this.status = status;
        }

        private Builder copy() {
            return Copies.of(() -> (Builder) clone());
        }

        /**
         * Sets the preference of its MX record.
         *
         * @param preference lower is tried first; none if not set
         * @return this builder
         */
        public Builder preference(int preference) {
            this.preference = OptionalInt.of(preference);
            return this;
        }

        /**
         * Sets its addresses.
         *
         * @param addresses in the order in which they are tried
         * @return this builder
         */
        public Builder addresses(List<InetAddress> addresses) {
            this.addresses = Arguments.copy(addresses, "addresses");
            return this;
        }

        /**
         * Sets the CNAMEs that were followed.
         *
         * @param aliases in order
         * @return this builder
         */
        public Builder aliases(List<String> aliases) {
            this.aliases = Arguments.copy(aliases, "aliases");
            return this;
        }

        /**
         * Sets how the look-up ended.
         *
         * @param detail in words
         * @return this builder
         */
        public Builder detail(String detail) {
            this.detail = Objects.requireNonNull(detail, "detail");
            return this;
        }

        /** {@return the host} */
        public ResolvedHost build() {
            return new ResolvedHost(copy());
        }
    }
}

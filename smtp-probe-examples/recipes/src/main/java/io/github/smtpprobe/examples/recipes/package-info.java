/** Small examples to read: each class shows one thing that applications do with the library, and is run by a test. */
@NullMarked
package io.github.smtpprobe.examples.recipes;

import org.jspecify.annotations.NullMarked;

package dev.weft.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** placeholder until the demo's services are there. */
@Command(name = "weft", mixinStandardHelpOptions = true)
final class WeftCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}

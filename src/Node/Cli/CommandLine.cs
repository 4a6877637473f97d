using System.CommandLine;
using SdkNode.Node.Cli.Verbs;

namespace SdkNode.Node.Cli;

/// <summary>The verbs of <c>sdknode</c>.</summary>
internal static class CommandLine
{
    private const int ExitFailed = 1;

    // A node that is told to stop ends its work and closes its store; the default of two seconds would cut it off on a busy machine.
    private static readonly TimeSpan s_stopping = TimeSpan.FromSeconds(30);

    /// <summary>Runs the verb that the arguments name. 0: done; 1: it did not succeed, and the reason was printed; 2: the settings are wrong.</summary>
    /// <param name="args">The verb and its arguments.</param>
    /// <param name="clock">The time that a node goes by.</param>
    public static async Task<int> RunAsync(string[] args, TimeProvider clock)
    {
        var root = new RootCommand("SdkNode: a node for Säker digital kommunikation (SDK).")
        {
            RunVerb.Create(clock),
            DemoVerb.Create(),
            SendVerb.Create(),
            MessagesVerb.Create(),
            MailboxVerb.Create(),
            AlarmsVerb.Create(),
            LookupVerb.Create(),
            AddressBookVerb.Create(),
            InspectVerb.Create(),
            CertsVerb.Create(),
            ClientsVerb.Create(),
            ConfigVerb.Create(),
        };
        try
        {
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = s_stopping });
        }
        catch (OperationCanceledException)
        {
            return ExitFailed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"A file or folder could not be used: {e.Message}");
            return ExitFailed;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"sdknode met a fault of its own ({e.GetType().Name}: {e.Message}). Please report it with what you did; SECURITY.md says where.");
            return ExitFailed;
        }
    }
}

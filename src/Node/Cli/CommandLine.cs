using System.CommandLine;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Cli.Verbs;
using SdkNode.Node.Hosting;
using SdkNode.Node.Store;

namespace SdkNode.Node.Cli;

/// <summary>The verbs of <c>sdknode</c>.</summary>
internal static class CommandLine
{
    private const int ExitFailed = 1;

    // The demo's nodes end their work and close their stores; the default of two seconds would cut them off on a busy machine. The node itself hears signals by its own settings.
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
            InitVerb.Create(),
            TestbedVerb.Create(),
            StatusVerb.Create(),
            SendVerb.Create(),
            MessagesVerb.Create(),
            OutgoingVerb.Create(),
            MailboxVerb.Create(),
            AlarmsVerb.Create(),
            LogVerb.Create(),
            NodesVerb.Create(),
            NodeKeyVerb.Create(),
            ParticipantsVerb.Create(),
            StoreVerb.Create(),
            LookupVerb.Create(),
            PingVerb.Create(),
            PartnersVerb.Create(),
            AddressBookVerb.Create(),
            BackupVerb.Create(),
            RestoreVerb.Create(),
            InspectVerb.Create(),
            CertsVerb.Create(),
            TrustVerb.Create(),
            ClientsVerb.Create(),
            ConfigVerb.Create(),
        };
        try
        {
            var parsed = root.Parse(args);
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = parsed.CommandResult.Command.Name == RunVerb.Name ? null : s_stopping });
        }
        catch (OperationCanceledException)
        {
            return ExitFailed;
        }
        catch (Exception e) when (PostgresFaults.Find(e) is { } database)
        {
            // The node is down, and so is what it left behind.
            await Console.Error.WriteLineAsync($"{PostgresStartFault.Of(database)}");
            return ExitFailed;
        }
        catch (NodeUnavailableException e)
        {
            await Console.Error.WriteLineAsync($"The node could not do it: {e.Message}");
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

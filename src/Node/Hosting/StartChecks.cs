using System.Net;
using System.Net.Sockets;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Hosting;

/// <summary>What only a start can find out, checked before anything is started so that it stands among the other faults.</summary>
internal static class StartChecks
{
    /// <summary>A fault for each port that another program holds.</summary>
    public static IEnumerable<ConfigurationFault> Ports(NodeOptions options)
    {
        var places = options.Environments.Select((environment, i) => (Key: $"Environments:{i}:Listen:Port", environment.Listen.Address, environment.Listen.Port));
        if (options.Api is { } api)
        {
            places = places.Append(("Api:Listen:Port", api.Listen.Address, api.Listen.Port));
        }

        if (options.Console is { } console)
        {
            places = places.Append(("Console:Listen:Port", console.Listen.Address, console.Listen.Port));
        }

        if (options.Telemetry.Metrics is { } metrics)
        {
            places = places.Append(("Telemetry:Metrics:Port", metrics.Address, metrics.Port));
        }

        foreach (var (key, host, port) in places)
        {
            if (port is > 0 and <= 65535 && IPAddress.TryParse(host, out var address) && Refusal(new IPEndPoint(address, port)) is { } why)
            {
                yield return new(key, $"{port}", $"The node can't listen at {host}: {why}.", "End the other program, or choose another port or address.");
            }
        }
    }

    /// <summary>What is wrong with a data folder that is there already: another node runs with it, or the node key is not safe.</summary>
    public static IEnumerable<ConfigurationFault> DataFolder(StorePlace place)
    {
        if (!Directory.Exists(place.DataFolder))
        {
            yield break;
        }

        if (Fault(place) is { } fault)
        {
            yield return fault;
        }
    }

    private static ConfigurationFault? Fault(StorePlace place)
    {
        try
        {
            using var folder = DataFolderLock.TryTake(place.DataFolder);
            if (folder is null)
            {
                return new("DataFolder", place.DataFolder, "Another node runs with this data folder.", "Stop it, or give this one a folder of its own.");
            }

            if (place.NodeKey.IsThere)
            {
                place.NodeKey.Load();
            }

            return null;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return new("DataFolder", place.DataFolder, e.Message, "Let the node's user, and nobody else, own the folder.");
        }
    }

    private static string? Refusal(IPEndPoint place)
    {
        using var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(place);
            socket.Listen();
            return null;
        }
        catch (SocketException e)
        {
            return e.Message;
        }
    }
}

using System.Text.Json.Nodes;

namespace SdkNode.Node.Tests.Federation.World;

internal static class SettingsEdits
{
    /// <summary>The one environment of a demo node's settings.</summary>
    public static JsonObject DemoEnvironment(this JsonObject settings) => (JsonObject)settings["Environments"]![0]!;

    /// <summary>The one participant of a demo node's settings.</summary>
    public static JsonObject DemoParticipant(this JsonObject settings) => (JsonObject)settings["Participants"]![0]!;

    /// <summary>Messages go through a scanner.</summary>
    public static void ScanWith(this JsonObject settings, ClamdProcess clamd, string mode = "Required") =>
        settings["VirusScan"] = new JsonObject { ["Mode"] = mode, ["Clamd"] = $"unix:{clamd.SocketPath}" };

    /// <summary>Six tries: 0.1, 0.3, 1, 3 and 10 s after the first.</summary>
    public static void Patient(this JsonObject environment) =>
        environment["Retry"] = new JsonObject { ["Attempts"] = 6, ["Span"] = "00:00:10" };

    /// <summary>A group of settings, made where it is not there yet.</summary>
    public static JsonObject Group(this JsonObject settings, string name)
    {
        if (settings[name] is not JsonObject group)
        {
            settings[name] = group = [];
        }

        return group;
    }
}

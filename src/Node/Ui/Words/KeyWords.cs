using SdkNode.Node.Administration;
using SdkNode.Node.Keys;

namespace SdkNode.Node.Ui.Words;

/// <summary>Keys of ours in the words of people.</summary>
internal static class KeyWords
{
    /// <summary>What a key is for; <paramref name="purposes"/> as <see cref="KeyPurposes.NameOf"/> writes them.</summary>
    public static string Purposes(string purposes, Language l) => string.Join(", ", purposes.Split(' ').Select(purpose => purpose switch
    {
        "ap" => l["Accesspunkten: signera och öppna transporten", "The access point: signing and opening the transport"],
        "ap-signing" => l["Accesspunkten: signera transporten", "The access point: signing the transport"],
        "ap-decryption" => l["Accesspunkten: öppna transporten", "The access point: opening the transport"],
        "tls" => l["Anslutningen till motparter (TLS), båda håll", "Connections with partners (TLS), both ways"],
        "tls-server" => l["När motparter ansluter hit (TLS)", "When partners connect here (TLS)"],
        "tls-client" => l["När noden ansluter till motparter (TLS)", "When the node connects to partners (TLS)"],
        "o2o" => l["Organisationen: signera och öppna meddelanden", "The organisation: signing and opening messages"],
        "o2o-signing" => l["Organisationen: signera meddelanden", "The organisation: signing messages"],
        "o2o-decryption" => l["Organisationen: öppna meddelanden", "The organisation: opening messages"],
        _ => purpose,
    }));

    /// <summary>Where a key stands.</summary>
    public static string Phase(KeyLine key, Language l) => key.Phase switch
    {
        KeyPhases.Waiting => l["Beställd, väntar på certifikatet", "Ordered, waits for its certificate"],
        KeyPhases.GivenUp => l["Beställningen är återtagen", "The order was given up"],
        KeyPhases.Reserve => l["I reserv, inte aktiverad", "In reserve, not activated"],
        KeyPhases.Planned => l[$"Används från {SwedishTime.Minute(key.ActiveFrom!.Value)}", $"In use from {SwedishTime.Minute(key.ActiveFrom!.Value)}"],
        KeyPhases.InUse => l["Används", "In use"],
        KeyPhases.Replaced => l["Ersatt, öppnar fortfarande äldre meddelanden", "Replaced, still opens older messages"],
        KeyPhases.Retired => l["Avvecklad", "Retired"],
        _ => l["Går inte att använda", "Cannot be used"],
    };

    /// <summary>How much it matters.</summary>
    public static string Tone(KeyLine key) => !key.Ok ? "bad" : key.Phase switch
    {
        KeyPhases.InUse => "ok",
        KeyPhases.Waiting or KeyPhases.Reserve or KeyPhases.Planned => "warn",
        _ => "plain",
    };
}

using System.Text.Json;

namespace SdkNode.Node.Backups;

/// <summary>What a backup says of itself: its first entry, JSON.</summary>
internal sealed record BackupManifest
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The format of the file; a reader refuses those that it does not know.</summary>
    public required int Format { get; init; }

    /// <summary>The backup's own id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The version of the program that wrote it.</summary>
    public required string Program { get; init; }

    /// <summary>The last migration of the database.</summary>
    public required string Schema { get; init; }

    /// <summary>The node's name for people.</summary>
    public required string Node { get; init; }

    /// <summary>When the database was copied, UTC: what came later is not in the backup.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Messages and message receipts in it.</summary>
    public required int Messages { get; init; }

    /// <summary>Contents that its messages name and that lie in files; the small ones are in the database.</summary>
    public required int Contents { get; init; }

    /// <summary>Proves which node key opens the contents (<see cref="BackupSeal"/>).</summary>
    public required byte[] KeyProof { get; init; }

    /// <summary>The JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Layout);

    /// <summary>Reads it; null when it is no manifest.</summary>
    public static BackupManifest? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(json, Layout);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

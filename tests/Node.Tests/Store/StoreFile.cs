using Microsoft.Data.Sqlite;
using SdkNode.Node.Store;

namespace SdkNode.Node.Tests.Store;

/// <summary>A store in a new SQLite file.</summary>
internal sealed class StoreFile : StoreCase
{
    private StoreFile()
        : base(static folder => new StorePlace(folder.FullName))
    {
    }

    public string DatabasePath => Place.DatabaseFile;

    public static async Task<StoreFile> MakeAsync()
    {
        var file = new StoreFile();
        await file.MigrateAsync();
        return file;
    }

    public override Task PassAsync(TimeSpan time)
    {
        Clock.Now += time;
        return Task.CompletedTask;
    }

    protected override void Close()
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath}");
        SqliteConnection.ClearPool(connection);
    }
}

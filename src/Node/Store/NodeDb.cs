using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store;

/// <summary>The model, the same for every database; a derived context per provider holds its migrations.</summary>
internal abstract class NodeDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>Messages and message receipts.</summary>
    public DbSet<MessageRow> Messages => Set<MessageRow>();

    /// <summary>What is due.</summary>
    public DbSet<WorkRow> Work => Set<WorkRow>();

    /// <summary>Tries to send.</summary>
    public DbSet<TryRow> Tries => Set<TryRow>();

    /// <summary>AS4 messages received.</summary>
    public DbSet<ReceivedTransferRow> ReceivedTransfers => Set<ReceivedTransferRow>();

    /// <summary>Timelines.</summary>
    public DbSet<MessageEventRow> MessageEvents => Set<MessageEventRow>();

    /// <summary>The event log.</summary>
    public DbSet<EventLogRow> EventLog => Set<EventLogRow>();

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // UTC ticks: sortable and comparable in every database, exact to what .NET gives.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var message = modelBuilder.Entity<MessageRow>();
        message.Property(row => row.Id).ValueGeneratedNever();
        message.HasIndex(row => new { row.Environment, row.Participant, row.Direction, row.XheId, row.Copy }).IsUnique();
        message.HasIndex(row => new { row.Environment, row.Participant, row.Answers });
        message.HasIndex(row => row.As4MessageId);

        var work = modelBuilder.Entity<WorkRow>();
        work.Property(row => row.Id).ValueGeneratedNever();
        work.HasIndex(row => new { row.DueAt, row.LeaseUntil });
        work.HasIndex(row => new { row.MessageId, row.Kind }).IsUnique();
        work.HasOne<MessageRow>().WithMany().HasForeignKey(row => row.MessageId);

        modelBuilder.Entity<TryRow>().HasIndex(row => new { row.MessageId, row.Number }).IsUnique();
        modelBuilder.Entity<ReceivedTransferRow>().HasIndex(row => new { row.Environment, row.SendingParty, row.As4MessageId }).IsUnique();
        modelBuilder.Entity<ReceivedTransferRow>().HasIndex(row => row.ReceivedAt);
        modelBuilder.Entity<MessageEventRow>().HasIndex(row => row.MessageId);
        modelBuilder.Entity<EventLogRow>().HasIndex(row => new { row.Environment, row.Participant, row.At });
    }

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
        value => value.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

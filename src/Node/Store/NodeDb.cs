using System.Data;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store;

/// <summary>
/// The model, the same for every database; a derived context per provider holds its migrations, and says what little else differs.
/// </summary>
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

    /// <summary>The security log.</summary>
    public DbSet<SecurityLogRow> SecurityLog => Set<SecurityLogRow>();

    /// <summary>What sealed the logs' entries.</summary>
    public DbSet<LogSegmentRow> LogSegments => Set<LogSegmentRow>();

    /// <summary>Where each log's chain begins and ends.</summary>
    public DbSet<LogChainRow> LogChains => Set<LogChainRow>();

    /// <summary>What people have done with arrived messages.</summary>
    public DbSet<MailboxRow> Mailbox => Set<MailboxRow>();

    /// <summary>What people noted on arrived messages.</summary>
    public DbSet<MailboxNoteRow> MailboxNotes => Set<MailboxNoteRow>();

    /// <summary>Messages that people are writing.</summary>
    public DbSet<DraftRow> Drafts => Set<DraftRow>();

    /// <summary>Their files.</summary>
    public DbSet<DraftFileRow> DraftFiles => Set<DraftFileRow>();

    /// <summary>Which people hear of arrivals by mail.</summary>
    public DbSet<StaffNoticeRow> StaffNotices => Set<StaffNoticeRow>();

    /// <summary>Who works with which mailbox.</summary>
    public DbSet<ColleagueRow> Colleagues => Set<ColleagueRow>();

    /// <summary>Clients of the API.</summary>
    public DbSet<ClientRow> Clients => Set<ClientRow>();

    /// <summary>Client assertions that have been used.</summary>
    public DbSet<UsedAssertionRow> UsedAssertions => Set<UsedAssertionRow>();

    /// <summary>The address book's local copy.</summary>
    public DbSet<AddressBookEntryRow> AddressBook => Set<AddressBookEntryRow>();

    /// <summary>How the local copies stand.</summary>
    public DbSet<AddressBookStateRow> AddressBookStates => Set<AddressBookStateRow>();

    /// <summary>Alarms.</summary>
    public DbSet<AlarmRow> Alarms => Set<AlarmRow>();

    /// <summary>Who was told of them.</summary>
    public DbSet<AlarmNoticeRow> AlarmNotices => Set<AlarmNoticeRow>();

    /// <summary>Partners' access points.</summary>
    public DbSet<PartnerRow> Partners => Set<PartnerRow>();

    /// <summary>Partners' certificates.</summary>
    public DbSet<PartnerCertificateRow> PartnerCertificates => Set<PartnerCertificateRow>();

    /// <summary>Small contents.</summary>
    public DbSet<ContentRow> Contents => Set<ContentRow>();

    /// <summary>The nodes that work on this store.</summary>
    public DbSet<NodeRow> Nodes => Set<NodeRow>();

    /// <summary>What all nodes must know.</summary>
    public DbSet<FactRow> Facts => Set<FactRow>();

    /// <summary>Secrets that the nodes share.</summary>
    public DbSet<SecretRow> Secrets => Set<SecretRow>();

    /// <summary>Keys of ours.</summary>
    public DbSet<KeyRow> Keys => Set<KeyRow>();

    /// <summary>Trusted authorities.</summary>
    public DbSet<TrustRow> Trust => Set<TrustRow>();

    /// <summary>Jobs that one node does for all.</summary>
    public DbSet<JobRow> Jobs => Set<JobRow>();

    /// <summary>The keys of data protection, shared by the nodes.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>What waits to be written with the rows that name it; null where nothing is written.</summary>
    public SmallContents? Waiting { get; set; }

    /// <summary>Who hears of the work that is made due; null where nobody does.</summary>
    public NewWork? New { get; set; }

    /// <summary>What isolates a unit of work from others that read and change the same rows.</summary>
    public abstract IsolationLevel Isolation { get; }

    /// <summary>What a select of rows to claim ends with, so that two nodes claim different ones.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>The time that leases go by, UTC ticks as SQL: the database's own clock where several nodes share it; null for the node's.</summary>
    public abstract string? LeaseClock { get; }

    /// <summary>Whether a unit of work that failed can be done again: it met another one, or lost its connection before it asked for the commit.</summary>
    /// <param name="fault">What it failed with.</param>
    /// <param name="tries">How often it has been tried.</param>
    /// <param name="committing">Whether it had asked for the commit, which may have been done.</param>
    public abstract bool MayRunAgain(Exception fault, int tries, bool committing);

    /// <summary>Waits for one's turn to write, where the database takes one writer at a time.</summary>
    public abstract ValueTask<IDisposable?> EnterAsync(CancellationToken cancellationToken);

    /// <summary>Commits a row that says nothing: shows whether the database can be written.</summary>
    /// <param name="node">Which node asks; each has a row of its own.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async Task ProbeAsync(Guid node, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var turn = await EnterAsync(cancellationToken);
        await Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Facts" ("Name", "Value", "ChangedAt") VALUES ({$"probe/{node:N}"}, 'written', {now.UtcTicks})
            ON CONFLICT ("Name") DO UPDATE SET "ChangedAt" = excluded."ChangedAt"
            """,
            cancellationToken);
    }

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
        message.HasIndex(row => new { row.Environment, row.Participant, row.Answers }).HasFilter("\"Answers\" IS NOT NULL");
        message.HasIndex(row => row.As4MessageId);
        message.HasIndex(row => row.FinalAt).HasFilter("\"FinalAt\" IS NOT NULL");

        // What clients and mailboxes ask for: the newest of a functional address, all, of one status or of a time; a conversation;
        // what answers a message. Each ends with the id, so that a page's ids come from the index alone. Message receipts and what
        // is not opened yet are in none of them: whoever asks names an address.
        const string IsSeen = "\"OwnAddress\" IS NOT NULL";
        message.HasIndex(row => new { row.Environment, row.Participant, row.OwnAddress, row.Id }).HasFilter(IsSeen);
        message.HasIndex(row => new { row.Environment, row.Participant, row.OwnAddress, row.Status, row.Id }).HasFilter(IsSeen);
        message.HasIndex(row => new { row.Environment, row.Participant, row.OwnAddress, row.WrittenAt, row.Id }).HasFilter(IsSeen);
        message.HasIndex(row => new { row.Environment, row.Participant, row.ConversationId, row.OwnAddress, row.Id }).HasFilter(IsSeen);
        message.HasIndex(row => new { row.Environment, row.Participant, row.RefToMessageId, row.OwnAddress, row.Id }).HasFilter("\"RefToMessageId\" IS NOT NULL");

        var work = modelBuilder.Entity<WorkRow>();
        work.Property(row => row.Id).ValueGeneratedNever();
        work.HasIndex(row => new { row.Kind, row.Queue, row.DueAt });
        work.HasIndex(row => row.LeaseUntil);
        work.HasIndex(row => row.DeadAt);
        work.HasIndex(row => new { row.MessageId, row.Kind }).IsUnique();
        work.HasOne<MessageRow>().WithMany().HasForeignKey(row => row.MessageId);

        modelBuilder.Entity<TryRow>().HasIndex(row => new { row.MessageId, row.Number }).IsUnique();
        modelBuilder.Entity<ReceivedTransferRow>().HasIndex(row => new { row.Environment, row.SendingParty, row.As4MessageId }).IsUnique();
        modelBuilder.Entity<ReceivedTransferRow>().HasIndex(row => row.ReceivedAt);
        modelBuilder.Entity<MessageEventRow>().HasIndex(row => row.MessageId);
        Sealed<EventLogRow>(modelBuilder);
        Sealed<SecurityLogRow>(modelBuilder);
        modelBuilder.Entity<LogSegmentRow>().HasIndex(row => new { row.Log, row.Environment, row.Participant, row.Number }).IsUnique();
        modelBuilder.Entity<LogChainRow>().HasKey(row => new { row.Log, row.Environment, row.Participant });
        Participants(modelBuilder);
        modelBuilder.Entity<ContentRow>().Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.Entity<NodeRow>().Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.Entity<FactRow>().HasKey(row => row.Name);
        modelBuilder.Entity<SecretRow>().HasKey(row => row.Name);
        modelBuilder.Entity<JobRow>().HasKey(row => row.Name);
        modelBuilder.Entity<KeyRow>().Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.Entity<KeyRow>().HasIndex(row => row.ChangedAt);
        modelBuilder.Entity<TrustRow>().Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.Entity<TrustRow>().HasIndex(row => row.ChangedAt);
    }

    // What waits to be sealed, and what a segment sealed: an append touches the first alone.
    private static void Sealed<T>(ModelBuilder modelBuilder)
        where T : LogEntry
    {
        var entry = modelBuilder.Entity<T>();
        entry.HasIndex(row => new { row.Environment, row.Participant, row.Id }).HasFilter("\"Segment\" IS NULL");
        entry.HasIndex(row => new { row.Environment, row.Participant, row.Segment, row.Place }).HasFilter("\"Segment\" IS NOT NULL");
    }

    // What faces a participant's own systems and people.
    private static void Participants(ModelBuilder modelBuilder)
    {
        var mailbox = modelBuilder.Entity<MailboxRow>();
        mailbox.HasKey(row => row.MessageId);
        mailbox.HasOne<MessageRow>().WithOne().HasForeignKey<MailboxRow>(row => row.MessageId);
        mailbox.HasIndex(row => row.HandledAt);
        modelBuilder.Entity<MailboxNoteRow>().HasIndex(row => row.MessageId);
        modelBuilder.Entity<MailboxNoteRow>().HasOne<MessageRow>().WithMany().HasForeignKey(row => row.MessageId);
        modelBuilder.Entity<DraftRow>().HasIndex(row => new { row.Environment, row.Participant, row.Address, row.ChangedAt });
        modelBuilder.Entity<StaffNoticeRow>().HasIndex(row => new { row.Person, row.Environment, row.Participant, row.Address }).IsUnique();
        modelBuilder.Entity<ColleagueRow>().HasKey(row => new { row.Environment, row.Participant, row.Address, row.Person });
        modelBuilder.Entity<DraftFileRow>().HasKey(row => row.Content);
        modelBuilder.Entity<DraftFileRow>().HasOne<DraftRow>().WithMany().HasForeignKey(row => row.DraftId);

        var client = modelBuilder.Entity<ClientRow>();
        client.HasIndex(row => row.Name).IsUnique();
        modelBuilder.Entity<UsedAssertionRow>().HasKey(row => new { row.ClientId, row.Jti });
        modelBuilder.Entity<UsedAssertionRow>().HasIndex(row => row.ExpiresAt);
        modelBuilder.Entity<AddressBookEntryRow>().HasKey(row => new { row.Environment, row.Resource, row.ResourceId });
        modelBuilder.Entity<AddressBookStateRow>().HasKey(row => row.Environment);
        modelBuilder.Entity<AlarmRow>().HasIndex(row => new { row.Kind, row.Environment, row.Subject, row.ClosedAt }).IsUnique();
        modelBuilder.Entity<AlarmRow>().HasIndex(row => row.ClosedAt);
        modelBuilder.Entity<PartnerRow>().HasKey(row => new { row.Environment, row.Party });
        modelBuilder.Entity<PartnerCertificateRow>().HasKey(row => new { row.Environment, row.Fingerprint });
        modelBuilder.Entity<AlarmNoticeRow>().HasKey(row => new { row.AlarmId, row.Channel });
        modelBuilder.Entity<AlarmNoticeRow>().HasIndex(row => new { row.Channel, row.ToldAt });
        modelBuilder.Entity<AlarmNoticeRow>().HasOne<AlarmRow>().WithMany().HasForeignKey(row => row.AlarmId);
    }

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
        value => value.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

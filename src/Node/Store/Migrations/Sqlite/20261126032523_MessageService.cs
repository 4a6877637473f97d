using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SdkNode.Node.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MessageService : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ClientId",
                table: "Messages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DeletedAt",
                table: "Messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Head",
                table: "Messages",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OtherAddress",
                table: "Messages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OwnAddress",
                table: "Messages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Quarantined",
                table: "Messages",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "RefToMessageId",
                table: "Messages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "SenderKnown",
                table: "Messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "WrittenAt",
                table: "Messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AddressBook",
                columns: table => new
                {
                    Environment = table.Column<string>(type: "TEXT", nullable: false),
                    Resource = table.Column<string>(type: "TEXT", nullable: false),
                    ResourceId = table.Column<string>(type: "TEXT", nullable: false),
                    Document = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AddressBook", x => new { x.Environment, x.Resource, x.ResourceId });
                });

            migrationBuilder.CreateTable(
                name: "AddressBookStates",
                columns: table => new
                {
                    Environment = table.Column<string>(type: "TEXT", nullable: false),
                    SyncedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FailedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Fault = table.Column<string>(type: "TEXT", nullable: true),
                    Organizations = table.Column<int>(type: "INTEGER", nullable: false),
                    Addresses = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AddressBookStates", x => x.Environment);
                });

            migrationBuilder.CreateTable(
                name: "Alarms",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Environment = table.Column<string>(type: "TEXT", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", nullable: false),
                    Detail = table.Column<string>(type: "TEXT", nullable: false),
                    Remedy = table.Column<string>(type: "TEXT", nullable: false),
                    RaisedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    ClosedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Alarms", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Clients",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Environment = table.Column<string>(type: "TEXT", nullable: false),
                    Participant = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Scopes = table.Column<string>(type: "TEXT", nullable: false),
                    Addresses = table.Column<string>(type: "TEXT", nullable: false),
                    Keys = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Clients", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Mailbox",
                columns: table => new
                {
                    MessageId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReadAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ReadBy = table.Column<string>(type: "TEXT", nullable: true),
                    Assignee = table.Column<string>(type: "TEXT", nullable: true),
                    HandledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    HandledBy = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Mailbox", x => x.MessageId);
                    table.ForeignKey(
                        name: "FK_Mailbox_Messages_MessageId",
                        column: x => x.MessageId,
                        principalTable: "Messages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "UsedAssertions",
                columns: table => new
                {
                    ClientId = table.Column<string>(type: "TEXT", nullable: false),
                    Jti = table.Column<string>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsedAssertions", x => new { x.ClientId, x.Jti });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Environment_Participant_ConversationId_OwnAddress_Id",
                table: "Messages",
                columns: new[] { "Environment", "Participant", "ConversationId", "OwnAddress", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Environment_Participant_OwnAddress_Id",
                table: "Messages",
                columns: new[] { "Environment", "Participant", "OwnAddress", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Environment_Participant_OwnAddress_Status_Id",
                table: "Messages",
                columns: new[] { "Environment", "Participant", "OwnAddress", "Status", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Environment_Participant_OwnAddress_WrittenAt_Id",
                table: "Messages",
                columns: new[] { "Environment", "Participant", "OwnAddress", "WrittenAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Environment_Participant_RefToMessageId_OwnAddress_Id",
                table: "Messages",
                columns: new[] { "Environment", "Participant", "RefToMessageId", "OwnAddress", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Alarms_Kind_Environment_Subject_ClosedAt",
                table: "Alarms",
                columns: new[] { "Kind", "Environment", "Subject", "ClosedAt" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Clients_Name",
                table: "Clients",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Mailbox_HandledAt",
                table: "Mailbox",
                column: "HandledAt");

            migrationBuilder.CreateIndex(
                name: "IX_UsedAssertions_ExpiresAt",
                table: "UsedAssertions",
                column: "ExpiresAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AddressBook");

            migrationBuilder.DropTable(
                name: "AddressBookStates");

            migrationBuilder.DropTable(
                name: "Alarms");

            migrationBuilder.DropTable(
                name: "Clients");

            migrationBuilder.DropTable(
                name: "Mailbox");

            migrationBuilder.DropTable(
                name: "UsedAssertions");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Environment_Participant_ConversationId_OwnAddress_Id",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Environment_Participant_OwnAddress_Id",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Environment_Participant_OwnAddress_Status_Id",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Environment_Participant_OwnAddress_WrittenAt_Id",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Environment_Participant_RefToMessageId_OwnAddress_Id",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "ClientId",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "DeletedAt",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "Head",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "OtherAddress",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "OwnAddress",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "Quarantined",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "RefToMessageId",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "SenderKnown",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "WrittenAt",
                table: "Messages");
        }
    }
}
